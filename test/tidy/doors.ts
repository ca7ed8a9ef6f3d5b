import { commentsOf, finding, isNode, nameOf, type SyntaxNode, visitNodes } from "./syntax.ts"
import type { SourceFile } from "./tree.ts"

/** Every way around the compiler that is allowed nowhere: `any`, `!`, and comments that silence it. */
export function waysAround(file: SourceFile): readonly string[] {
  const found: string[] = []
  for (const { node } of visitNodes(file)) {
    if (node.type === "TSAnyKeyword") found.push(finding(file, node.start, "uses any: use unknown and look"))
    if (node.type === "TSNonNullExpression") found.push(finding(file, node.start, "uses !: check, or give a default"))
    if (node.definite === true) found.push(finding(file, node.start, "uses !: give it a value at once"))
  }
  for (const { value, start } of commentsOf(file)) {
    if (/^\s*@ts-(ignore|expect-error|nocheck)/.test(value)) found.push(finding(file, start, "silences the compiler"))
  }
  return found
}

/** Every cast. `as const` and `satisfies` are none. */
export function castsIn(file: SourceFile): readonly string[] {
  return visitNodes(file)
    .filter(({ node }) => node.type === "TSTypeAssertion" || (node.type === "TSAsExpression" && !isConst(node)))
    .map(({ node }) => finding(file, node.start, "casts"))
}

/** Casts outside the doors, and doors without a cast in them. A door is a file, or a folder ending in a slash. */
export function strayCasts(files: readonly SourceFile[], doors: readonly string[]): readonly string[] {
  const used = new Set<string>()
  const stray: string[] = []
  for (const file of files) {
    const casts = castsIn(file)
    const door = doors.find((path) => (path.endsWith("/") ? file.path.startsWith(path) : file.path === path))
    if (door === undefined) stray.push(...casts)
    else if (casts.length > 0) used.add(door)
  }
  const idle = doors.filter((door) => !used.has(door)).map((door) => `${door} casts nothing: take it off the list`)
  return [...stray, ...idle]
}

function isConst(node: SyntaxNode): boolean {
  const type = node.typeAnnotation
  return isNode(type) && nameOf(type.typeName) === "const"
}
