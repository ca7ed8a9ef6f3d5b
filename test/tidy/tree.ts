import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"

/** A text file of the project; `path` is from the project's folder, with forward slashes. */
export interface SourceFile {
  readonly path: string
  readonly text: string
}

const ignoredFolders = new Set(["node_modules", "dist", "out", "coverage"])

/** Every path below the folder, sorted; hidden folders and what is made or installed are left out. */
export function listPaths(folder = "."): readonly string[] {
  const paths: string[] = []
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`
    if (entry.isFile()) paths.push(path)
    else if (entry.isDirectory() && !entry.name.startsWith(".") && !ignoredFolders.has(entry.name)) {
      paths.push(...listPaths(path))
    }
  }
  return paths.sort()
}

/** The project's code: TypeScript and the set-up scripts. */
export function readSources(folder = "."): readonly SourceFile[] {
  return listPaths(folder)
    .filter((path) => /\.(ts|tsx|mjs)$/.test(path))
    .map((path) => ({ path, text: readFileSync(join(path), "utf8") }))
}

/** The room a path lives in: the first folder of its path, or the file's own name where it lies in no folder. */
export function roomOf(path: string): string {
  return path.split("/")[0] ?? path
}
