import { posix } from "node:path"
import { finding, nameOf, visitNodes } from "./syntax.ts"
import { roomOf, type SourceFile } from "./tree.ts"

/** One import of a file: where from, as written, and whether only types come through it. */
export interface Import {
  readonly from: string
  readonly start: number
  readonly typesOnly: boolean
}

/** What the files of one room may import: our folders and files by prefix, and packages by name. */
export interface RoomRule {
  readonly ours: readonly string[]
  /** Package names; absent where any package that package.json lists will do. */
  readonly packages?: readonly string[]
  /** Of `ours`: what may be imported for its types only, outside the places that `values` lists. */
  readonly typesOnly?: { readonly ours: string; readonly values: readonly string[] }
}

const importingTypes = new Set([
  "ImportDeclaration",
  "ExportNamedDeclaration",
  "ExportAllDeclaration",
  "ImportExpression",
  "TSImportType",
])

export function importsOf(file: SourceFile): readonly Import[] {
  const found: Import[] = []
  for (const { node } of visitNodes(file)) {
    if (!importingTypes.has(node.type) || node.source === null) continue
    const typesOnly = node.importKind === "type" || node.exportKind === "type" || node.type === "TSImportType"
    found.push({ from: nameOf(node.source) ?? "(computed)", start: node.start, typesOnly })
  }
  return found
}

/** A path of ours that the import names, or nothing where it names a package or a `node:` module. */
export function resolveOurs(path: string, from: string): string | undefined {
  return from.startsWith(".") ? posix.normalize(posix.join(posix.dirname(path), from)) : undefined
}

/** True where the path is the prefix itself or lies below it. */
export function isUnder(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`)
}

/** Every import that the room of its file does not allow. A room without a rule is a finding too. */
export function forbiddenImports(file: SourceFile, rooms: Readonly<Record<string, RoomRule>>): readonly string[] {
  const room = roomOf(file.path)
  const rule = rooms[room]
  if (rule === undefined) return [`${file.path}:1 is in "${room}", which the import table does not know`]
  return importsOf(file)
    .filter((one) => !isAllowed(file.path, one, rule))
    .map((one) => finding(file, one.start, `imports ${one.from}, which ${room} may not`))
}

function isAllowed(path: string, { from, typesOnly }: Import, rule: RoomRule): boolean {
  if (from.startsWith("node:")) return true // nodeImports looks at these
  const ours = resolveOurs(path, from)
  if (ours === undefined) return rule.packages === undefined || rule.packages.includes(packageOf(from))
  const only = rule.typesOnly
  if (only !== undefined && isUnder(ours, only.ours))
    return typesOnly || only.values.some((place) => isUnder(path, place))
  const room = roomOf(path)
  return (room !== path && isUnder(ours, room)) || rule.ours.some((prefix) => isUnder(ours, prefix))
}

/** Every import of Node's own modules outside the places where they may be used. */
export function nodeImports(file: SourceFile, places: readonly string[]): readonly string[] {
  if (places.some((place) => isUnder(file.path, place))) return []
  return importsOf(file)
    .filter(({ from }) => from.startsWith("node:"))
    .map(({ from, start }) => finding(file, start, `imports ${from}; only ${places.join(", ")} may`))
}

function packageOf(from: string): string {
  return from
    .split("/")
    .slice(0, from.startsWith("@") ? 2 : 1)
    .join("/")
}
