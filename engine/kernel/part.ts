import type { Plain } from "./plain.ts"

/** A named part of a snapshot that is a record; undefined where it has none of that name. */
export function part(saved: Plain, name: string): Plain {
  return typeof saved === "object" && saved !== null ? Reflect.get(saved, name) : undefined
}
