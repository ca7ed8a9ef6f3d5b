import type { Plain } from "../../engine/index.ts"

/** Where two pieces of plain data differ first, such as `.frames.ints.7: 1, 2`; null where they are alike. */
export function differenceOf(found: Plain, expected: Plain, path = ""): string | null {
  if (Object.is(found, expected)) return null
  if (kindOf(found) !== kindOf(expected)) return `${path}: ${kindOf(found)}, ${kindOf(expected)}`
  const [left, right] = [partsOf(found), partsOf(expected)]
  if (left === null || right === null) return `${path}: ${found}, ${expected}`
  if (left.size !== right.size) return `${path}: ${left.size} parts, ${right.size} parts`
  for (const [name, item] of left) {
    if (!right.has(name)) return `${path}.${name}: only one has it`
    const difference = differenceOf(item, right.get(name), `${path}.${name}`)
    if (difference !== null) return difference
  }
  return null
}

/** Null for what has no parts. The order of a Map counts as little as that of names. */
function partsOf(value: Plain): ReadonlyMap<number | string, Plain> | null {
  if (value instanceof Map) return value
  if (Array.isArray(value) || ArrayBuffer.isView(value)) return new Map(Array.from(value, (item, at) => [at, item]))
  return typeof value === "object" && value !== null ? new Map(Object.entries(value)) : null
}

function kindOf(value: Plain): string {
  return Object.prototype.toString.call(value)
}
