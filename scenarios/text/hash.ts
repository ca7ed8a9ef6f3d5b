import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"

/**
 * The canonical text of plain data: JSON without spaces, names sorted by UTF-16 code units, members that are
 * undefined left out. Numbers that JSON cannot hold are refused. Equal data gives equal text on every engine.
 */
export function canonicalText(value: unknown): string {
  if (value === null || typeof value === "boolean" || typeof value === "string") return JSON.stringify(value)
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new RangeError(`${value} has no canonical form`)
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item: unknown) => canonicalText(item ?? null)).join(",")}]`
  if (typeof value !== "object") throw new TypeError(`a ${typeof value} has no canonical form`)
  const members = Object.entries(value)
    .filter(([, member]) => member !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonicalText(member)}`)
  return `{${members.join(",")}}`
}

/**
 * SHA-256 of the canonical text, 64 hex digits. A scenario is hashed as *parsed*: defaults filled in, quantities
 * in base units, file contents inlined; so comments, order, short or long form and `42` or `"42"` do not matter.
 */
export function canonicalHash(value: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(canonicalText(value))))
}
