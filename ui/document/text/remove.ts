import { isMap, isSeq, type YAMLMap, type YAMLSeq } from "yaml"
import type { TextChange } from "../edits/edit.ts"
import { columnOf, leadOf, lineStart } from "./add.ts"
import { entriesOf, entryEnd, entryStart, isFlow, spanOf } from "./find.ts"
import type { Source } from "./source.ts"

/** Takes an entry of a mapping or a list away; comments on lines of their own stay. Undefined where that cannot be. */
export function removed(source: Source, from: YAMLMap | YAMLSeq, index: number): TextChange | undefined {
  if (isFlow(from)) return removedFromFlow(source, from, index)
  return from.items.length === 1 ? emptied(source, from) : removedFromBlock(source, from, index)
}

function removedFromFlow({ text }: Source, from: YAMLMap | YAMLSeq, index: number): TextChange | undefined {
  const entries = entriesOf(from)
  const entry = entries[index]
  const start = entryStart(entry ?? null)
  if (entry === undefined || start === undefined) return undefined
  const end = entryEnd(text, entry)
  const span = spanOf(from)
  if (entries.length === 1 && span !== undefined) {
    const whole = { start: span.start + 1, end: span.end - 1 }
    const rest = text.slice(whole.start, start) + text.slice(end, whole.end)
    return rest.includes("#") ? { start, end, text: "" } : { ...whole, text: "" }
  }
  const next = entryStart(entries[index + 1] ?? null)
  if (next !== undefined) {
    if (!text.slice(end, next).includes("#")) return { start, end: next, text: "" }
    const comma = text.indexOf(",", end)
    return text.slice(end, comma).includes("#") ? undefined : { start, end: comma + 1, text: "" }
  }
  const before = entries[index - 1]
  const from_ = before === undefined ? start : entryEnd(text, before)
  if (!text.slice(from_, start).includes("#")) return { start: from_, end, text: "" }
  // The comma before stays, which is as good as none.
  return { start, end: text[end] === "," ? end + 1 : end, text: "" }
}

/** A block mapping or list without its only entry. */
function emptied({ text }: Source, from: YAMLMap | YAMLSeq): TextChange | undefined {
  const start = from.range?.[0]
  const entry = entriesOf(from)[0]
  if (start === undefined || entry === undefined) return undefined
  const end = entryEnd(text, entry)
  const kept = commentLines(text.slice(start, end))
  const written = [isMap(from) ? "{}" : "[]", ...kept].join("\n")
  // What is empty stands behind its key, not on a line of its own.
  const gap = /:([ \t]*\r?\n[ \t]*)$/.exec(text.slice(0, start))?.[1]
  return gap === undefined ? { start, end, text: written } : { start: start - gap.length, end, text: ` ${written}` }
}

function removedFromBlock({ text }: Source, from: YAMLMap | YAMLSeq, index: number): TextChange | undefined {
  const entries = entriesOf(from)
  const entry = entries[index]
  const first = isSeq(from) ? dashOf(text, from, index) : entryStart(entry ?? null)
  if (entry === undefined || first === undefined) return undefined
  const end = Math.max(entryEnd(text, entry), first + 1)
  // The first key behind a dash: the next takes its place.
  if (leadOf(text, first).trim() !== "") {
    const next = isSeq(from) ? dashOf(text, from, index + 1) : entryStart(entries[index + 1] ?? null)
    return next === undefined || text.slice(end, next).includes("#") ? undefined : { start: first, end: next, text: "" }
  }
  const start = lineStart(text, first)
  const newline = text.indexOf("\n", end)
  const kept = commentLines(text.slice(start, end)).map((line) => `${line}\n`)
  if (newline === -1) {
    const cut = kept.length === 0 ? Math.max(0, start - (text[start - 2] === "\r" ? 2 : 1)) : start
    return { start: cut, end: text.length, text: kept.join("") }
  }
  const after = newline + 1
  const isBlank = (line: string) => line.trim() === ""
  const before = start === 0 ? "" : text.slice(lineStart(text, start - 1), start)
  const nextEnd = text.indexOf("\n", after)
  const next = nextEnd === -1 ? text.slice(after) : text.slice(after, nextEnd)
  // Of the blank lines around it one goes, too.
  const isGap = kept.length === 0 && start > 0 && isBlank(before) && isBlank(next)
  return { start, end: isGap ? (nextEnd === -1 ? text.length : nextEnd + 1) : after, text: kept.join("") }
}

/** The offset of the dash before an item of a block list. */
function dashOf(text: string, list: YAMLSeq, index: number): number | undefined {
  if (index === 0) return list.range?.[0]
  const before = entriesOf(list)[index - 1]
  if (before === undefined || index >= list.items.length) return undefined
  const indent = columnOf(text, list.range?.[0] ?? 0)
  let at = text.indexOf("\n", entryEnd(text, before)) + 1
  while (at > 0 && !(text[at + indent] === "-" && text.slice(at, at + indent).trim() === "")) {
    at = text.indexOf("\n", at) + 1
  }
  return at === 0 ? undefined : at + indent
}

/** The lines of a text that are comments and nothing else; the first is no whole line. */
function commentLines(text: string): readonly string[] {
  return text
    .split("\n")
    .slice(1)
    .filter((line) => /^\s*#/.test(line))
    .map((line) => line.trimEnd())
}
