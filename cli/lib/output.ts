import { mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, join } from "node:path"

/** Data. */
export function print(text: string): void {
  process.stdout.write(text.endsWith("\n") ? text : `${text}\n`)
}

/** Diagnostics and progress. */
export function say(text: string): void {
  process.stderr.write(text.endsWith("\n") ? text : `${text}\n`)
}

/** JSON as every command prints it. */
export function printJson(value: unknown): void {
  print(JSON.stringify(value, null, 2))
}

/** Writes under a temporary name and renames, so that nobody reads half a file. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  const temporary = join(dirname(path), `.${basename(path)}.${process.pid}.tmp`)
  try {
    writeFileSync(temporary, content)
    renameSync(temporary, path)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
}
