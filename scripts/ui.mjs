/** `npm run ui`: the playground on the flagship scenario, installed and built first where needed. */
import { join } from "node:path"
import { root } from "./lib/project.mjs"

const words = process.argv.slice(2)
const hasFile = words.some((word) => /\.(ya?ml|json)$/.test(word))
if (!hasFile) process.argv.push(join(root, "scenarios", "library", "online-boutique.yaml"))
process.argv.splice(2, 0, "ui")
await import("./orrery.mjs")
