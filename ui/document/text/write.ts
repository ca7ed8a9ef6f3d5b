import { parseDocument } from "yaml"
import { scalarText } from "../../../scenarios/text/yaml-text.ts"
import type { Value } from "../edits/edit.ts"

/** Lines are filled up to here, as in the library of scenarios. */
const widthMax = 120

/** A value on one line: `{ kind: service, operations: { get: [{ work: 5ms }] } }`. */
export function inlineText(value: Value, isJson: boolean): string {
  if (value === null) return "null"
  if (typeof value === "string" && !isJson && /^\/[\w./-]*$/.test(value)) return value
  if (typeof value !== "object") return scalarText(value, isJson)
  if (Array.isArray(value)) return `[${value.map((one: Value) => inlineText(one, isJson)).join(", ")}]`
  const members = Object.entries(value).map(
    ([key, one]: [string, Value]) => `${keyText(key, isJson)}: ${inlineText(one, isJson)}`,
  )
  return members.length === 0 ? "{}" : `{ ${members.join(", ")} }`
}

export function keyText(key: string, isJson: boolean): string {
  return scalarText(key, isJson)
}

/**
 * A value behind a key or a dash at an indentation: what stands on the same line, with a space before it, and the lines
 * below. On one line where that is not too long and it need not be broken, else each member on its own.
 */
export function blockText(
  value: Value,
  the: { readonly before: number; readonly indent: number; readonly newline: string; readonly isBroken?: boolean },
): string {
  const { before, indent, newline, isBroken = false } = the
  const inline = inlineText(value, false)
  if (value === null || typeof value !== "object" || Object.keys(value).length === 0) return ` ${inline}`
  if (!isBroken && before + 1 + inline.length <= widthMax) return ` ${inline}`
  const own = " ".repeat(indent)
  if (Array.isArray(value)) {
    const lines = value.map((one: Value) => `${own}-${itemText(one, indent, newline)}`)
    return newline + lines.join(newline)
  }
  const lines = Object.entries(value).map(([key, one]: [string, Value]) => {
    const head = `${own}${keyText(key, false)}:`
    return head + blockText(one, { before: head.length, indent: indent + 2, newline })
  })
  return newline + lines.join(newline)
}

/** What stands behind a dash; a mapping begins on its line. */
export function itemText(value: Value, indent: number, newline: string): string {
  const text = blockText(value, { before: indent + 1, indent: indent + 2, newline })
  return text.startsWith(newline) ? ` ${text.trimStart()}` : text
}

/** A text in the quotes that another had; plain where that was plain and it can be. */
export function quotedLike(value: string, type: string | undefined, isFlow: boolean): string {
  if (type === "QUOTE_DOUBLE") return JSON.stringify(value)
  if (type === "QUOTE_SINGLE" && !/[\n\r]/.test(value)) return `'${value.replaceAll("'", "''")}'`
  return isPlain(value, isFlow) ? value : JSON.stringify(value)
}

/** Whether a text without quotes is read as that very text. */
function isPlain(value: string, isFlow: boolean): boolean {
  if (value === "" || /[\n\r\t]|: |:$| #|^\s|\s$/.test(value) || (isFlow && /[,[\]{}]/.test(value))) return false
  const document = parseDocument(`- ${value}`, { schema: "core", prettyErrors: false })
  if (document.errors.length > 0) return false
  const read: unknown = document.toJS()
  return Array.isArray(read) && read.length === 1 && read[0] === value
}
