import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from "yaml"
import type { Path } from "../../../scenarios/text/place.ts"
import type { TextChange, Value } from "../edits/edit.ts"
import { added, lineEnd } from "./add.ts"
import { entriesOf, entryEnd, type Found, find, isFlow, spanOf } from "./find.ts"
import type { Source } from "./source.ts"
import { inlineText, quotedLike } from "./write.ts"

/** The order of the sections of a document; a new one is put behind the last of those before it. */
export interface Sections {
  readonly order: readonly string[]
}

/** Puts a value at a path, making what is missing on the way; undefined where the text has no place for it. */
export function setChange(source: Source, path: Path, value: Value, { order }: Sections): TextChange | undefined {
  const found = find(source, path)
  if (found.isShared || path.length === 0) return undefined
  if (found.depth === path.length) return replaced(source, found, value)
  const above = find(source, path.slice(0, found.depth))
  const [step = "", ...rest] = path.slice(found.depth)
  const whole = nested(rest, value)
  const { node } = above
  if (node === null || isEmpty(node)) {
    const fresh = typeof step === "number" ? [whole] : { [step]: whole }
    return found.depth === 0 ? undefined : replaced(source, above, fresh)
  }
  if (isMap(node)) {
    const key = String(step)
    return added(source, node, { key, value: whole }, found.depth === 0 ? sectionBefore(node, key, order) : undefined)
  }
  return isSeq(node) && step === node.items.length ? added(source, node, { value: whole }) : undefined
}

function isEmpty(node: Node | undefined): boolean {
  return isScalar(node) && node.value === null
}

/** The value inside what is missing around it. */
function nested(path: Path, value: Value): Value {
  return path.reduceRight<Value>((inner, step) => (typeof step === "number" ? [inner] : { [step]: inner }), value)
}

function sectionBefore(top: YAMLMap, key: string, order: readonly string[]): number {
  const before = order.slice(0, order.indexOf(key))
  const names = top.items.map(({ key: name }) => (isScalar(name) ? String(name.value) : ""))
  const last = names.findLastIndex((name) => before.includes(name))
  return last === -1 ? names.length - 1 : last
}

/** Another value in the place of one. */
function replaced(source: Source, found: Found, value: Value): TextChange | undefined {
  const { text, isJson } = source
  const { node, pair, isInFlow } = found
  if (node === undefined || isAlias(node)) return undefined
  const inline = inlineText(value, isJson)
  const span = spanOf(node)
  if (span === undefined || node === null)
    return pair === undefined ? undefined : behindColon(text, entryEnd(text, pair), inline)
  if (isScalar(node)) {
    const type = String(node.type)
    if (type.startsWith("BLOCK")) return { start: span.start, end: lineEnd(text, entryEnd(text, node)), text: inline }
    const isText = typeof value === "string" && typeof node.value === "string"
    return { ...span, text: isText && !isJson ? quotedLike(value, type, isInFlow) : inline }
  }
  if (isFlow(node)) return { ...span, text: inline }
  return isMap(node) || isSeq(node) ? replacedBlock(source, { node, found }, inline) : undefined
}

function behindColon(text: string, at: number, inline: string): TextChange {
  return {
    start: at,
    end: at,
    text: text[at] === " " || text[at] === undefined || /[\s,}\]]/.test(text[at]) ? ` ${inline}` : ` ${inline} `,
  }
}

/** A whole block; where it has comments they would be lost, so it stays. */
function replacedBlock(
  { text }: Source,
  { node, found: { pair } }: { readonly node: YAMLMap | YAMLSeq; readonly found: Found },
  inline: string,
): TextChange | undefined {
  const first = node.range?.[0]
  const end = Math.max(...entriesOf(node).map((entry) => entryEnd(text, entry)))
  if (first === undefined) return undefined
  const key = pair === undefined ? undefined : spanOf(isScalar(pair.key) ? pair.key : null)
  const start = key === undefined ? first : text.indexOf(":", key.end) + 1
  if (text.slice(start, end).includes("#")) return undefined
  return { start, end, text: key === undefined ? inline : ` ${inline}` }
}
