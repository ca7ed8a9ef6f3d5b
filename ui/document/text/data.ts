import type { Path } from "../../../scenarios/text/place.ts"
import type { Value } from "../edits/edit.ts"

/** A plain value with one place changed; what is missing on the way is made. Nothing that is given is changed. */
export function dataWith(data: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path
  if (step === undefined) return value
  if (typeof step === "number" && (Array.isArray(data) || data === null || data === undefined)) {
    const list: unknown[] = Array.isArray(data) ? [...data] : []
    list[step] = dataWith(list[step], rest, value)
    return list
  }
  return { ...Object(data), [step]: dataWith(member(data, step), rest, value) }
}

export function dataWithout(data: unknown, path: Path): unknown {
  const [step, ...rest] = path
  if (step === undefined) return null
  if (rest.length > 0) return dataWith(data, [step], dataWithout(member(data, step), rest))
  if (Array.isArray(data)) return data.filter((_, index) => index !== step)
  return Object.fromEntries(Object.entries(Object(data)).filter(([key]) => key !== String(step)))
}

export function dataInserted(data: unknown, path: Path, value: unknown): unknown {
  const list: unknown = valueAt(data, path.slice(0, -1))
  const index = Number(path.at(-1))
  const all: readonly unknown[] = Array.isArray(list) ? list : []
  return dataWith(data, path.slice(0, -1), [...all.slice(0, index), value, ...all.slice(index)])
}

/** The same value under another key, in the same place of its mapping. */
export function dataRenamed(data: unknown, path: Path, key: string): unknown {
  const parent = path.slice(0, -1)
  const entries = Object.entries(Object(valueAt(data, parent))).map(([name, value]: [string, unknown]) =>
    name === String(path.at(-1)) ? [key, value] : [name, value],
  )
  return dataWith(data, parent, Object.fromEntries(entries))
}

/** The value at a path; undefined where there is none. */
export function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>(member, data)
}

function member(value: unknown, step: string | number): unknown {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined
  return Reflect.get(value, step)
}

/** Whether two plain values are the same, whatever the order of keys. */
export function sameData(a: unknown, b: unknown): boolean {
  if (a === b) return true
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false
  if (Array.isArray(a) !== Array.isArray(b)) return false
  const keys = Object.keys(a)
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => sameData(member(a, key), member(b, key)) && Object.hasOwn(b, key))
  )
}

export function isScalarValue(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
}

/** Plain data, as a document holds it. */
export function isValue(value: unknown): value is Value {
  if (value === null || isScalarValue(value)) return true
  return typeof value === "object" && Object.values(Object(value)).every(isValue)
}
