import { isMap, isScalar, isSeq, parseDocument } from "yaml"
import { convertDocument } from "../../../scenarios/text/convert.ts"
import { guardText } from "../../../scenarios/text/guard.ts"
import { defaultLimits } from "../../../scenarios/text/limits.ts"
import { type Path, Places } from "../../../scenarios/text/place.ts"
import { applySuggestion } from "../../../scenarios/text/problem.ts"
import { dataWithout } from "../text/data.ts"

/** Where the cursor stands in a text that need not be whole. */
export interface Cursor {
  /** What is being written: from `start` to `end` something else could stand. */
  readonly start: number
  readonly end: number
  /** The document without what is being written. */
  readonly data: unknown
  /** The mapping or list around it, and what it is there: a key of a mapping, or the value at a path. */
  readonly path: Path
  readonly part: "key" | "value"
  /** It has a colon behind it already. */
  readonly hasColon: boolean
  /** What stands before it in the same value: `p99 latency of `. */
  readonly before: string
  readonly typed: string
  readonly isQuoted: boolean
  readonly isInFlow: boolean
}

/** Stands for what is being written; no document has it. */
const mark = "\u{1F4CD}cursor"

/** Undefined in comments, and where the text cannot be read at all. */
export function cursorAt(text: string, offset: number): Cursor | undefined {
  const lineStart = text.lastIndexOf("\n", offset - 1) + 1
  const line = text.slice(lineStart, offset)
  const quote = openQuote(line)
  if (quote === undefined && /(?:^|\s)#/.test(withoutQuoted(line))) return undefined
  const token = quote === undefined ? bareToken(text, offset) : quotedToken(text, lineStart + quote + 1, offset)
  const lead = text.slice(lineStart, token.start - (quote === undefined ? 0 : 1))
  const behind = text.slice(token.end + (quote === undefined ? 0 : 1))
  const hasColon = /^[ \t]*:(?=\s|$)/.test(behind)
  // A line of its own may be a key whose colon is still to come.
  const isLine = /^\s*(?:- +)*$/.test(lead) && /^[ \t]*\r?(?:\n|$|#)/.test(behind)
  const gap = quote === undefined && /:$/.test(lead) ? " " : ""
  const closing = quote === undefined ? "" : text.slice(token.end, token.end + 1)
  const rest = text.slice(token.end + closing.length)
  const marked = closed(`${text.slice(0, token.start)}${gap}${mark}${closing}${isLine ? ":" : ""}${rest}`)
  const found = marked === undefined ? undefined : markedPlace(marked)
  if (found === undefined) return undefined
  const isKey = found.part === "key"
  const path = isKey ? found.path.slice(0, -1) : found.path
  return {
    ...token,
    data: isKey || found.before === "" ? dataWithout(found.data, found.path) : found.data,
    path,
    part: found.part,
    hasColon,
    before: found.before,
    typed: text.slice(token.start, offset),
    isQuoted: quote !== undefined,
    isInFlow: found.isInFlow,
  }
}

/** Brackets that are mended before giving up (chosen). */
const mendsMax = 3

/** The text with its brackets closed; undefined where it is beyond that, or too large. */
function closed(text: string): string | undefined {
  let whole = text
  for (let mend = 0; mend <= mendsMax; mend++) {
    const [problem] = guardText(whole, defaultLimits)
    if (problem === undefined) return whole
    if (problem.suggestion === undefined) return undefined
    whole = applySuggestion(whole, problem)
  }
  return undefined
}

interface Token {
  readonly start: number
  readonly end: number
}

/** What is written around the cursor without a blank or a sign of YAML. */
function bareToken(text: string, offset: number): Token {
  const before = /(?:[^\s,[\]{}"':]|:(?=[^\s,]))*$/.exec(text.slice(0, offset))?.[0] ?? ""
  const after = /^(?:[^\s,[\]{}"':]|:(?=[^\s,]))*/.exec(text.slice(offset))?.[0] ?? ""
  return { start: offset - before.length, end: offset + after.length }
}

function quotedToken(text: string, start: number, offset: number): Token {
  const after = /^[^"'\n]*/.exec(text.slice(offset))?.[0] ?? ""
  return { start, end: offset + after.length }
}

/** The offset in a line of a quote that is not closed before its end. */
function openQuote(line: string): number | undefined {
  let open: number | undefined
  for (let at = 0; at < line.length; at++) {
    const character = line[at]
    if (open === undefined && (character === '"' || character === "'") && /(?:^|[\s[{,:])$/.test(line.slice(0, at)))
      open = at
    else if (open !== undefined && character === line[open] && line[at - 1] !== "\\") open = undefined
  }
  return open
}

function withoutQuoted(line: string): string {
  return line.replace(/"[^"]*"|'[^']*'/g, "")
}

interface MarkedPlace {
  readonly data: unknown
  readonly path: Path
  readonly part: "key" | "value"
  readonly before: string
  readonly isInFlow: boolean
}

function markedPlace(text: string): MarkedPlace | undefined {
  const document = parseDocument(text, { uniqueKeys: false, prettyErrors: false, schema: "core", merge: false })
  const place = markIn(document.contents, [], false)
  if (place === undefined) return undefined
  const { data } = convertDocument(document, { places: new Places(text), limits: defaultLimits })
  return { ...place, data }
}

function markIn(node: unknown, path: Path, isInFlow: boolean): Omit<MarkedPlace, "data"> | undefined {
  if (isScalar(node)) {
    const at = String(node.value ?? "").indexOf(mark)
    return at === -1 ? undefined : { path, part: "value", before: String(node.value).slice(0, at), isInFlow }
  }
  if (isSeq(node)) {
    for (const [index, item] of node.items.entries()) {
      const found = markIn(item, [...path, index], isInFlow || node.flow === true)
      if (found !== undefined) return found
    }
  }
  if (!isMap(node)) return undefined
  for (const { key, value } of node.items) {
    const name = isScalar(key) ? String(key.value ?? "") : ""
    const at = name.indexOf(mark)
    if (at !== -1)
      return { path: [...path, name], part: "key", before: name.slice(0, at), isInFlow: isInFlow || node.flow === true }
    const found = markIn(value, [...path, name], isInFlow || node.flow === true)
    if (found !== undefined) return found
  }
  return undefined
}
