import { isMap, type YAMLMap, type YAMLSeq } from "yaml"
import type { TextChange, Value } from "../edits/edit.ts"
import { entriesOf, entryEnd, entryStart, isFlow, spanOf } from "./find.ts"
import type { Source } from "./source.ts"
import { blockText, inlineText, itemText, keyText } from "./write.ts"

/** What is added to a mapping or a list: a key with its value, or a value. */
export interface Addition {
  readonly key?: string
  readonly value: Value
}

/** Adds an entry behind that of a number, the last where there is none of it; undefined where it has no place. */
export function added(
  source: Source,
  to: YAMLMap | YAMLSeq,
  addition: Addition,
  behind = to.items.length - 1,
): TextChange | undefined {
  if (isMap(to) !== (addition.key !== undefined)) return undefined
  return isFlow(to) ? addedInFlow(source, to, addition, behind) : addedInBlock(source, to, addition, behind)
}

/** Puts an item into a list before that of a number. */
export function insertedBefore(source: Source, list: YAMLSeq, index: number, value: Value): TextChange | undefined {
  const { text, newline } = source
  const start = entryStart(entriesOf(list)[index] ?? null)
  if (start === undefined) return undefined
  const lead = leadOf(text, start)
  if (isFlow(list)) {
    const gap = lead.trim() === "" && index > 0 ? newline + lead : " "
    return { start, end: start, text: `${inlineText(value, source.isJson)},${gap}` }
  }
  const dash = text.lastIndexOf("-", start - 1)
  const indent = columnOf(text, dash)
  if (dash < 0 || leadOf(text, dash).trim() !== "") return undefined
  return { start: dash, end: dash, text: `-${itemText(value, indent, newline)}${newline}${" ".repeat(indent)}` }
}

function addedInFlow(
  source: Source,
  to: YAMLMap | YAMLSeq,
  addition: Addition,
  behind: number,
): TextChange | undefined {
  const { text, isJson, newline } = source
  const written = flowEntry(addition, isJson)
  const span = spanOf(to)
  if (span === undefined) return undefined
  const before = entriesOf(to)[behind]
  if (before === undefined) {
    const inside = text.slice(span.start + 1, span.end - 1)
    if (inside.trim() !== "") return { start: span.start + 1, end: span.start + 1, text: ` ${written}` }
    return { start: span.start + 1, end: span.end - 1, text: isMap(to) ? ` ${written} ` : written }
  }
  const end = entryEnd(text, before)
  const lead = leadOf(text, entryStart(before) ?? end)
  // One entry a line, each with its comma: the new one gets a line, and a comma, too.
  if (lead.trim() === "" && text[end] === ",") {
    const at = lineEnd(text, end)
    return { start: at, end: at, text: `${newline}${lead}${written},` }
  }
  const gap = lead.trim() === "" ? newline + lead : " "
  return { start: end, end, text: `,${gap}${written}` }
}

function flowEntry({ key, value }: Addition, isJson: boolean): string {
  const text = inlineText(value, isJson)
  return key === undefined ? text : `${keyText(key, isJson)}: ${text}`
}

function addedInBlock(
  source: Source,
  to: YAMLMap | YAMLSeq,
  addition: Addition,
  behind: number,
): TextChange | undefined {
  const { text, newline } = source
  const start = to.range?.[0]
  const before = entriesOf(to)[behind]
  if (start === undefined || before === undefined) return undefined
  const indent = columnOf(text, start)
  const at = lineEnd(text, Math.max(entryEnd(text, before), start))
  const own = " ".repeat(indent)
  const { key, value } = addition
  if (key === undefined) return { start: at, end: at, text: `${newline}${own}-${itemText(value, indent, newline)}` }
  const head = `${own}${keyText(key, false)}:`
  const gap = isSpaced(source, to, behind) ? newline : ""
  // A section of the document has a line for each of its entries.
  const written = blockText(value, { before: head.length, indent: indent + 2, newline, isBroken: indent === 0 })
  return { start: at, end: at, text: `${newline}${gap}${head}${written}` }
}

/** Whether the entries around are set apart by blank lines. */
function isSpaced({ text }: Source, to: YAMLMap | YAMLSeq, behind: number): boolean {
  const entries = entriesOf(to)
  const [from, next] = behind + 1 < entries.length ? [behind, behind + 1] : [behind - 1, behind]
  const before = entries[from]
  const start = entryStart(entries[next] ?? null)
  if (before === undefined || start === undefined) return false
  return /\n[ \t]*\r?\n/.test(text.slice(entryEnd(text, before), start))
}

/** What stands on a line before an offset. */
export function leadOf(text: string, offset: number): string {
  return text.slice(lineStart(text, offset), offset)
}

export function lineStart(text: string, offset: number): number {
  return text.lastIndexOf("\n", offset - 1) + 1
}

/** The offset of the line's end, before what ends it. */
export function lineEnd(text: string, offset: number): number {
  const at = text.indexOf("\n", offset)
  const end = at === -1 ? text.length : at
  return text[end - 1] === "\r" && end > offset ? end - 1 : end
}

export function columnOf(text: string, offset: number): number {
  const start = lineStart(text, offset)
  return offset - start - (start === 0 && text.startsWith("\uFEFF") ? 1 : 0)
}
