/** `npm run build`: dist/cli (the command) and dist/index.js (the library), from nothing. */
import { rmSync } from "node:fs"
import { join } from "node:path"
import { buildCommand, buildLibrary } from "./lib/ensure-build.mjs"
import { ensureInstall } from "./lib/ensure-install.mjs"
import { root, say } from "./lib/project.mjs"

ensureInstall()
rmSync(join(root, "dist"), { recursive: true, force: true })
await buildCommand()
await buildLibrary()
say("Built dist/cli/orrery.js and dist/index.js.")
