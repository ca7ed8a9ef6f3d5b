/**
 * `npm run build`: dist/cli (the command), dist/index.js (the library), dist/ui (the playground as a site) and
 * dist/orrery.html (the same as one page), from nothing.
 */
import { rmSync } from "node:fs"
import { join } from "node:path"
import { buildCommand, buildLibrary, buildUi } from "./lib/ensure-build.mjs"
import { ensureInstall } from "./lib/ensure-install.mjs"
import { root, say } from "./lib/project.mjs"

ensureInstall()
rmSync(join(root, "dist"), { recursive: true, force: true })
await buildCommand()
await buildLibrary()
await buildUi()
say("Built dist/cli/orrery.js, dist/index.js, dist/ui and dist/orrery.html.")
