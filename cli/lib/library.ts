import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"

const FOLDER = join("scenarios", "library")
const ENDING = ".yaml"

/** Scenarios that come with Orrery, by name, with their paths. */
export function libraryScenarios(): ReadonlyMap<string, string> {
  const folder = libraryFolder()
  if (folder === undefined) return new Map()
  const files = readdirSync(folder)
    .filter((file) => file.endsWith(ENDING))
    .sort()
  return new Map(files.map((file) => [file.slice(0, -ENDING.length), join(folder, file)]))
}

/** The `question:` of a scenario, without reading all of it. */
export function questionOf(path: string): string {
  const found = /^question:\s*(.+)$/m.exec(readFileSync(path, "utf8"))?.[1] ?? ""
  return found.replace(/^["']|["']$/g, "").trim()
}

/** Beside the package this runs from, wherever it was bundled to. */
function libraryFolder(): string | undefined {
  let folder = import.meta.dirname
  while (!existsSync(join(folder, FOLDER))) {
    const above = dirname(folder)
    if (above === folder) return undefined
    folder = above
  }
  return join(folder, FOLDER)
}
