import { spawnSync } from "node:child_process"
import { mkdirSync, renameSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

/** The project's folder, with no separator at the end. */
export const root = fileURLToPath(new URL("../..", import.meta.url)).replace(/[\\/]$/, "")

/** Diagnostics go to stderr: stdout belongs to the data. */
export function say(text) {
  process.stderr.write(`${text}\n`)
}

/** Runs npm with its chatter on stderr; true where it succeeded. npm names its own file to the scripts it runs. */
export function npm(...words) {
  const own = process.env.npm_execpath ?? ""
  const [command, ...first] = own.endsWith("npm-cli.js") ? [process.execPath, own] : ["npm"]
  const shell = command === "npm" && process.platform === "win32"
  const options = { cwd: root, stdio: ["ignore", 2, 2], shell }
  return spawnSync(command, [...first, ...words], options).status === 0
}

/** Writes under a temporary name and renames, so that nobody reads half a file. */
export function writeWhole(path, content) {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = join(dirname(path), `.${process.pid}.tmp`)
  writeFileSync(temporary, content)
  renameSync(temporary, path)
}
