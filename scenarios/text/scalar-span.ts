import type { Scalar } from "yaml"
import type { Span } from "../../components/kit/mistake.ts"

/**
 * The offsets in the document of a part of a scalar's value. Undefined where the scalar runs over several lines,
 * because folding makes the way back from value to text ambiguous.
 */
export function scalarSpan(text: string, node: Scalar, span: Span): { start: number; end: number } | undefined {
  const [start = 0, end = start] = node.range ?? []
  const source = text.slice(start, end)
  if (source.includes("\n")) return undefined
  const offsets = offsetsOf(source, node.type)
  const from = offsets?.[span.offset]
  const to = offsets?.[span.offset + span.length]
  return from === undefined || to === undefined ? undefined : { start: start + from, end: start + to }
}

/** For each code unit of the value, and for its end, the offset in the source. */
function offsetsOf(source: string, type: string | null | undefined): readonly number[] | undefined {
  if (type === "PLAIN") return Array.from({ length: source.length + 1 }, (_, index) => index)
  if (type !== "QUOTE_SINGLE" && type !== "QUOTE_DOUBLE") return undefined
  const offsets: number[] = []
  let at = 1
  while (at < source.length - 1) {
    const width = type === "QUOTE_SINGLE" ? singleQuotedWidth(source, at) : doubleQuotedWidth(source, at)
    offsets.push(at)
    // \U0001F600 is two code units of the value.
    if (width === 10 && source.slice(at + 2, at + 6) !== "0000") offsets.push(at)
    at += width
  }
  offsets.push(at)
  return offsets
}

/** Two quotes stand for one. */
function singleQuotedWidth(source: string, at: number): number {
  return source[at] === "'" ? 2 : 1
}

/** YAML 1.2.2, 5.7 Escaped Characters. */
function doubleQuotedWidth(source: string, at: number): number {
  if (source[at] !== "\\") return 1
  const letter = source[at + 1]
  return letter === "x" ? 4 : letter === "u" ? 6 : letter === "U" ? 10 : 2
}
