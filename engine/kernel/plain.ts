/** Data that survives structured cloning: what state is made of. */
export type Plain =
  | number
  | string
  | boolean
  | null
  | undefined
  | Float64Array
  | Int32Array
  | Uint32Array
  | Uint16Array
  | Uint8Array
  | readonly Plain[]
  | { readonly [key: string]: Plain }
  | ReadonlyMap<number | string, Plain>

/** Copies the named fields of `owner`, deeply. Throws when a field holds something that is not plain data. */
export function capture(owner: object, fields: readonly string[]): { readonly [key: string]: Plain } {
  const out: { [key: string]: Plain } = {}
  for (const field of fields) out[field] = copyPlain(Reflect.get(owner, field), field)
  return out
}

/** Puts back what `capture` took. */
export function reinstate(owner: object, fields: readonly string[], saved: Plain): void {
  if (typeof saved !== "object" || saved === null) throw new TypeError("a snapshot is not a record of fields")
  for (const field of fields) Reflect.set(owner, field, copyPlain(Reflect.get(saved, field), field))
}

/** A deep copy of plain data. Throws a TypeError naming `where` when it meets a function, a class or a promise. */
export function copyPlain(value: unknown, where: string): Plain {
  if (value === null || value === undefined) return value
  if (typeof value === "number" || typeof value === "string" || typeof value === "boolean") return value
  if (Array.isArray(value)) return value.map((item) => copyPlain(item, where))
  if (value instanceof Map) {
    const out = new Map<number | string, Plain>()
    for (const [key, item] of value) out.set(key, copyPlain(item, where))
    return out
  }
  if (value instanceof Float64Array) return value.slice()
  if (value instanceof Int32Array) return value.slice()
  if (value instanceof Uint32Array) return value.slice()
  if (value instanceof Uint16Array) return value.slice()
  if (value instanceof Uint8Array) return value.slice()
  if (typeof value === "object" && Object.getPrototypeOf(value) === Object.prototype) {
    const out: { [key: string]: Plain } = {}
    for (const [key, item] of Object.entries(value)) out[key] = copyPlain(item, where)
    return out
  }
  throw new TypeError(`${where} holds something that is not plain data, so it cannot be put in a snapshot`)
}
