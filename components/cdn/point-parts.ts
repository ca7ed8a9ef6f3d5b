import type { CountMetric, KeyedStream, LevelMetric, Sampler } from "../../engine/index.ts"
import type { Collapsing } from "./collapsing.ts"
import type { Shelf } from "./shelf.ts"

export const COUNTERS = [
  "served",
  "fetched",
  "hits",
  "misses",
  "expired",
  "updating",
  "stale",
  "staleOnError",
  "revalidated",
  "bypassed",
  "notStored",
  "collapsed",
  "lockTimeouts",
  "evictions",
  "tooLarge",
  "purged",
] as const

export interface PointParts {
  readonly self: number
  readonly shelf: Shelf
  readonly collapsing: Collapsing
  /** Of each operation by number: 1 where its answers are stored, else 0. */
  readonly stored: Uint8Array
  readonly ttlNs: number
  readonly staleWhileRevalidateNs: number
  readonly staleIfErrorNs: number
  /** Goes by what answers say of how long they may be kept, and says of its own what is left of it. */
  readonly respectsOrigin: boolean
  /** Who finds an object that may be served stale is served at once, and the fetch goes on without it. */
  readonly refreshesBehind: boolean
  readonly lockTimeoutNs: number
  readonly lockAgeNs: number
  /** How many of those who wait are woken at a time; Infinity for all. */
  readonly wakes: number
  /** When everything is gone from this replica, in order of time. */
  readonly purgesAtNs: readonly number[]
  /** Size of a key's object in bytes, and what gives the same key the same size. */
  readonly objectBytes: { readonly sampler: Sampler; readonly stream: KeyedStream }
  readonly count: Readonly<Record<(typeof COUNTERS)[number], CountMetric>>
  readonly entries: LevelMetric
  readonly kibibytes: LevelMetric
}
