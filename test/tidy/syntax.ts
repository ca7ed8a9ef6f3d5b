import { parseSync } from "oxc-parser"
import type { SourceFile } from "./tree.ts"

/** A node of the syntax tree; its other fields are looked at by name. */
export interface SyntaxNode {
  readonly type: string
  readonly start: number
  readonly [field: string]: unknown
}

/** A node and the field of its parent that holds it. */
export interface Visit {
  readonly node: SyntaxNode
  readonly parent: SyntaxNode | undefined
  readonly field: string
}

/** Something a check found, as `path:line what`. */
export function finding(file: SourceFile, start: number, what: string): string {
  const line = file.text.slice(0, start).split("\n").length
  return `${file.path}:${line} ${what}`
}

/** All nodes of the file, parents before their children. A file that does not parse is an error. */
export function visitNodes(file: SourceFile): readonly Visit[] {
  const { program, errors } = parseSync(file.path, file.text)
  if (errors.length > 0) throw new Error(`${file.path}: ${errors.map((error) => error.message).join("; ")}`)
  const visits: Visit[] = []
  collect(program, undefined, "", visits)
  return visits
}

/** The comments of the file, with where each starts. */
export function commentsOf(file: SourceFile): readonly { readonly value: string; readonly start: number }[] {
  return parseSync(file.path, file.text).comments
}

export function isNode(value: unknown): value is SyntaxNode {
  return typeof value === "object" && value !== null && "type" in value && typeof value.type === "string"
}

/** The name of an identifier, the text of a string literal; else nothing. */
export function nameOf(value: unknown): string | undefined {
  if (!isNode(value)) return undefined
  if (typeof value.name === "string") return value.name
  return typeof value.value === "string" ? value.value : undefined
}

function collect(value: unknown, parent: SyntaxNode | undefined, field: string, into: Visit[]): void {
  if (Array.isArray(value)) {
    for (const item of value) collect(item, parent, field, into)
  } else if (isNode(value)) {
    into.push({ node: value, parent, field })
    for (const [name, child] of Object.entries(value)) collect(child, value, name, into)
  }
}
