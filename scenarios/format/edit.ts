import { isMap, isScalar } from "yaml"
import { translatorOf } from "../../components/kit/notations.ts"
import type { ParsedText } from "../text/parsed-text.ts"
import { looksLikeJson, scalarText } from "../text/yaml-text.ts"
import type { Field } from "./fields.ts"

export type Form = "keep" | "short" | "long"

/** A stretch of the text and what comes in its place. */
export interface Edit {
  readonly start: number
  readonly end: number
  readonly text: string
}

const quantities: ReadonlySet<string> = new Set(["duration", "rate", "size", "share", "bandwidth"])

/** What brings one field into its form; undefined where it stays as it is. */
export function editOf(parsed: ParsedText, field: Field, form: Form): Edit | undefined {
  const wanted = wantedValue(field, form)
  const node = parsed.nodeAt(field.path)
  // What several places share is left alone: in another place it may be another kind of field.
  if (wanted === undefined || node?.range == null || isAnchored(node)) return undefined
  if (JSON.stringify(wanted) === JSON.stringify(field.value)) return undefined
  const range = isMap(node) && node.flow !== true ? blockRange(parsed, field, node.range) : node.range
  const [start, end] = range
  const isBlockText = isScalar(node) && String(node.type).startsWith("BLOCK")
  // A comment would have no place in the new text.
  if (isBlockText || (isMap(node) && parsed.text.slice(start, end).includes("#"))) return undefined
  const text = valueText(wanted, looksLikeJson(parsed.text))
  return { start, end, text: range === node.range ? text : ` ${text}` }
}

/** The field's value in its form; undefined where there is no such form or nothing to do. */
function wantedValue({ path, value, hint }: Field, form: Form): unknown {
  if (path.length === 1 && path[0] === "seed") return String(value)
  if (typeof value === "string" && quantities.has(hint.kind)) return value.replace(/\s+/g, "").replace(/[µμ]s/g, "us")
  const translator = translatorOf(hint)
  if (translator === undefined || form === "keep") return undefined
  const isLong = typeof value === "object"
  if (form === "short") return isLong ? translator.toShort(value) : oneSpaced(value)
  const short = isLong ? translator.toShort(value) : value
  return short === undefined ? undefined : translator.toLong(short)
}

function oneSpaced(value: unknown): unknown {
  return typeof value === "string" ? value.trim().replace(/\s+/g, " ") : undefined
}

function isAnchored(node: object): boolean {
  return "anchor" in node && node.anchor !== undefined
}

/** From behind the key's colon, or from the first key in a list, to the end of the last value. */
function blockRange(
  parsed: ParsedText,
  { path }: Field,
  range: readonly [number, number, number],
): readonly [number, number] {
  const { text } = parsed
  const end = range[0] + text.slice(range[0], range[1]).trimEnd().length
  if (typeof path.at(-1) === "number") return [range[0] - 1, end]
  const key = parsed.position(path, "key")
  return [text.indexOf(":", key.end) + 1, end]
}

/** A scalar, or a mapping of scalars in one line. */
function valueText(value: unknown, isJson: boolean): string {
  if (typeof value === "string" || typeof value === "number") return scalarText(value, isJson)
  const members = Object.entries(Object(value)).map(([key, member]: [string, unknown]) => {
    const text = typeof member === "number" ? String(member) : scalarText(String(member), isJson)
    return `${scalarText(key, isJson)}: ${text}`
  })
  return `{ ${members.join(", ")} }`
}
