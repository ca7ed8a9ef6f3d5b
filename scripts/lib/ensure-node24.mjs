import { spawnSync } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { npm, root, say } from "./project.mjs"

const folder = join(root, ".node24")
const platformPackage = `node-${process.platform === "win32" ? "win" : process.platform}-${process.arch}`
const file = process.platform === "win32" ? "node.exe" : "node"
const places = [
  ["node", "bin"],
  ["node", "node_modules", platformPackage, "bin"],
  [platformPackage, "bin"],
].map((parts) => join(folder, "node_modules", ...parts, file))

// The `node` package fetches its binary in an install script, which npm may refuse to run; the second needs no script.
const packages = ["node@24", `${platformPackage}@24`]

/** Node 24 in a folder that git ignores: `{ path }` or `{ skipped }`. Never in the root package: its bin would shadow `node`. */
export function ensureNode24() {
  if (process.version.startsWith("v24.")) return { path: process.execPath }
  for (const name of packages) {
    const path = places.find(isNode24)
    if (path !== undefined) return { path }
    say(`Installing ${name} into .node24…`)
    npm("install", "--prefix", folder, name, "--no-audit", "--no-fund", "--no-save", "--loglevel=error")
  }
  const path = places.find(isNode24)
  return path === undefined ? { skipped: "no Node 24, run npm install --prefix .node24 node@24" } : { path }
}

function isNode24(path) {
  return existsSync(path) && spawnSync(path, ["--version"], { encoding: "utf8" }).stdout?.startsWith("v24.") === true
}
