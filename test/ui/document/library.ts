import { readdirSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"

const folder = new URL("../../../scenarios/library/", import.meta.url)

/** Every scenario of the library, by name. */
export const library: readonly (readonly [name: string, text: string])[] = readdirSync(fileURLToPath(folder))
  .filter((name) => name.endsWith(".yaml"))
  .sort()
  .map((name) => [name.replace(".yaml", ""), readFileSync(new URL(name, folder), "utf8")])

export function libraryText(name: string): string {
  const found = library.find(([one]) => one === name)
  if (found === undefined) throw new Error(`the library has no "${name}"`)
  return found[1]
}

/** The lines of a text that are comments and nothing else. */
export function commentLines(text: string): readonly string[] {
  return text.split("\n").filter((line) => /^\s*#/.test(line))
}
