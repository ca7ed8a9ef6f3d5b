/** `npm run -s orrery -- <words>`: the command of this clone, installed and built first where needed. */
import { pathToFileURL } from "node:url"
import { ensureBuild, ensureUi } from "./lib/ensure-build.mjs"
import { ensureInstall } from "./lib/ensure-install.mjs"

ensureInstall()
const entry = await ensureBuild()
// The page is built only for those who want it.
const [, , command, ...words] = process.argv
if (command === "ui" || words.some((word) => /^--html(=|$)/.test(word))) await ensureUi()
// npm changes into the project's folder; the paths a user types are meant from where the user is.
if (process.env.npm_lifecycle_event === "orrery" && process.env.INIT_CWD) process.chdir(process.env.INIT_CWD)
process.argv[1] = entry
await import(pathToFileURL(entry).href)
