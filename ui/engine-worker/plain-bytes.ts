import type { Plain } from "../../engine/index.ts"

/** Of a value in an array, a field or a map, in V8 (a tagged pointer or a boxed double). */
const VALUE_BYTES = 8
/** Of an object, array or map itself (chosen: header, elements and some slack). */
const OBJECT_BYTES = 48

/** What plain data takes in memory, roughly. */
export function plainBytes(value: Plain): number {
  if (typeof value === "string") return OBJECT_BYTES + value.length
  if (typeof value !== "object" || value === null) return VALUE_BYTES
  if (ArrayBuffer.isView(value)) return OBJECT_BYTES + value.byteLength
  const parts: Iterable<Plain> = value instanceof Map ? value.values() : Object.values(value)
  let bytes = OBJECT_BYTES
  for (const part of parts) bytes += VALUE_BYTES + plainBytes(part)
  return bytes
}
