import { importsOf, isUnder, resolveOurs } from "./imports.ts"
import { finding, isNode, nameOf, type SyntaxNode, visitNodes } from "./syntax.ts"
import type { SourceFile } from "./tree.ts"

/** A leaf: a file below components that declares one kind, `export const x = defineY({ kind, … })`. */
export interface Leaf extends SourceFile {
  readonly family: string
  /** The file's name, which is its kind. */
  readonly name: string
  /** Each `kind` that the file declares. */
  readonly kinds: readonly string[]
}

const shared = ["engine/index.ts", "components/kit"]

/** The leaves among the files, whatever folder of their family they lie in. The kit is no family. */
export function findLeaves(files: readonly SourceFile[]): readonly Leaf[] {
  const leaves: Leaf[] = []
  for (const file of files) {
    const [, family, name] = /^components\/([^/]+)\/(?:.*\/)?([^/]+)\.ts$/.exec(file.path) ?? []
    if (family === undefined || name === undefined || family === "kit") continue
    const kinds = declaredKinds(file)
    if (kinds.length > 0) leaves.push({ ...file, family, name, kinds })
  }
  return leaves
}

/** Where a leaf is not what a leaf has to be: one kind, named as its file, importing no more than it may. */
export function leafFindings(leaf: Leaf, leaves: readonly Leaf[]): readonly string[] {
  const wrongKinds =
    leaf.kinds.length === 1 && leaf.kinds[0] === leaf.name
      ? []
      : [`${leaf.path} declares ${leaf.kinds.join(" and ")}; its name says ${leaf.name}`]
  const leafPaths = new Set(leaves.map(({ path }) => path))
  const family = `components/${leaf.family}`
  const wrongImports = importsOf(leaf).flatMap(({ from, start }) => {
    const ours = resolveOurs(leaf.path, from)
    if (ours === undefined || shared.some((prefix) => isUnder(ours, prefix))) return []
    if (isUnder(ours, family) && !leafPaths.has(ours) && !ours.endsWith("/index.ts")) return []
    return [finding(leaf, start, `imports ${from}; a leaf knows the engine's door, the kit and its own contract`)]
  })
  return [...wrongKinds, ...wrongImports]
}

/** What is missing beside a leaf: its line in the index of its folder, its test, its page. */
export function companionFindings(leaf: Leaf, paths: readonly string[], indexText: string): readonly string[] {
  const found: string[] = []
  if (!indexLines(indexText).includes(`./${leaf.name}.ts`)) found.push(`${leaf.path} has no line in its index.ts`)
  const has = (folder: string, ending: string) =>
    paths.some((path) => path.startsWith(folder) && path.endsWith(`/${leaf.name}${ending}`))
  if (!has("test/components/", ".test.ts")) found.push(`${leaf.path} has no test/components/**/${leaf.name}.test.ts`)
  if (!has("docs/reference/", ".md")) found.push(`${leaf.path} has no docs/reference/**/${leaf.name}.md`)
  return found
}

/** Two lines of an index that are not in the order of the alphabet. */
export function indexFindings(path: string, text: string): readonly string[] {
  const lines = indexLines(text)
  return lines.flatMap((line, at) => {
    const before = lines[at - 1]
    return before !== undefined && before > line ? [`${path}: ${line} belongs before ${before}`] : []
  })
}

/** What the index imports or passes on from its own folder, in the order of its lines. */
function indexLines(text: string): readonly string[] {
  const froms = importsOf({ path: "index.ts", text }).map(({ from }) => from)
  return froms.filter((from) => from.startsWith("./"))
}

function declaredKinds(file: SourceFile): readonly string[] {
  const kinds: string[] = []
  for (const { node, parent } of visitNodes(file)) {
    if (node.type !== "CallExpression" || parent?.type !== "VariableDeclarator") continue
    if (!/^define[A-Z]/.test(nameOf(node.callee) ?? "")) continue
    const argument = Array.isArray(node.arguments) ? node.arguments[0] : undefined
    if (isNode(argument)) kinds.push(kindIn(argument) ?? "no kind")
  }
  return kinds
}

function kindIn(node: SyntaxNode): string | undefined {
  const properties: readonly unknown[] = Array.isArray(node.properties) ? node.properties : []
  const property = properties.find((one) => isNode(one) && nameOf(one.key) === "kind")
  return isNode(property) ? nameOf(property.value) : undefined
}
