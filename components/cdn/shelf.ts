import { capture, type Plain, reinstate } from "../../engine/index.ts"
import { INSIDE_ROWS_MAX, type InsidePart, type InsideView, msUntil, shownMax } from "../kit/inside.ts"

/** An object as the cache has it: until when it is fresh, its size, and for how long after that it may be served stale. */
export type Shelved = readonly [freshUntilNs: number, bytes: number, staleForNs: number]

/** In place of the time it may be served stale: what is known of the key is only that it may not be kept. */
export const UNCACHEABLE = -1

/** Whether there is an object that may be served. */
export function isKept(found: Shelved | undefined): found is Shelved {
  return found !== undefined && found[2] !== UNCACHEABLE
}

export interface ShelfLimits {
  /** +Infinity for no limit. */
  readonly entriesMax: number
  /** Below 2^53, up to which bytes are counted exactly. */
  readonly bytesMax: number
}

/**
 * Objects by key within limits; the one that has not been used for longest makes room. One past its time stays, since it
 * may still be served stale or revalidated.
 */
export class Shelf {
  bytes = 0
  /** The least recently used first: a Map keeps the order in which its keys were set. */
  private objects = new Map<number, Shelved>()
  private readonly limits: ShelfLimits

  constructor(limits: ShelfLimits) {
    this.limits = limits
  }

  get entries(): number {
    return this.objects.size
  }

  /** The object, which counts as used now. */
  find(key: number): Shelved | undefined {
    const found = this.objects.get(key)
    if (found === undefined) return undefined
    this.objects.delete(key)
    this.objects.set(key, found)
    return found
  }

  /** Stores an object, new or again, and returns how many others had to go for it; -1 when it can never fit. */
  put(key: number, object: Shelved): number {
    const { entriesMax, bytesMax } = this.limits
    const [, bytes] = object
    this.drop(key)
    if (bytes > bytesMax) return -1
    let evicted = 0
    while (this.objects.size >= entriesMax || this.bytes + bytes > bytesMax) {
      for (const oldest of this.objects.keys()) {
        this.drop(oldest)
        break
      }
      evicted++
    }
    this.objects.set(key, object)
    this.bytes += bytes
    return evicted
  }

  drop(key: number): void {
    const gone = this.objects.get(key)
    if (gone === undefined) return
    this.objects.delete(key)
    this.bytes -= gone[1]
  }

  clear(): void {
    this.objects.clear()
    this.bytes = 0
  }

  /** Objects, the one that would go first in front. `operations`: by how much keys and operations are packed. */
  inside({ nowNs, operationOf }: InsideView, operations: number): InsidePart {
    const rows: (readonly (string | number)[])[] = []
    for (const [packed, [freshUntilNs, bytes, staleForNs]] of this.objects) {
      if (rows.length === INSIDE_ROWS_MAX) break
      const key = Math.floor(packed / operations)
      const state = staleForNs === UNCACHEABLE ? "not to be kept" : freshUntilNs > nowNs ? "fresh" : "expired"
      const name = operationOf(packed - key * operations)
      rows.push([rows.length + 1, key, name, bytes, state, msUntil(freshUntilNs, nowNs)])
    }
    const columns = ["goes as no.", "key", "operation", "size (B)", "state", "fresh for (ms)"]
    return { title: "Objects", count: this.entries, countMax: shownMax(this.limits.entriesMax), columns, rows }
  }

  snapshot(): Plain {
    return capture(this, ["bytes", "objects"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["bytes", "objects"], saved)
  }
}
