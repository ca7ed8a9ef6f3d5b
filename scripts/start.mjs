/** `npm start`: from a fresh clone to the flagship scenario's report. More words are passed on: `npm start -- --seed 7`. */
import { join } from "node:path"
import { root } from "./lib/project.mjs"

process.chdir(root)
process.argv.splice(2, 0, "run", join("scenarios", "library", "online-boutique.yaml"))
await import("./orrery.mjs")
