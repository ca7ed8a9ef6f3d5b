import { capture, type Plain, reinstate, type Stream } from "../../engine/index.ts"
import { INSIDE_ROWS_MAX, type InsidePart, type InsideView, msUntil, shownMax } from "../kit/inside.ts"
import type { AnyEviction, EvictionContext } from "./eviction-strategy.ts"

/** What `find` met. */
export const FRESH = 0
export const ABSENT = 1
/** It was there, but past its time; now it is gone. */
export const STALE = 2

/** Slots a store begins with (chosen); doubled when they run out. */
const SLOTS_MIN = 64
const FIELDS = ["entries", "bytes", "slots", "keys", "sizes", "expiresAt", "nextFree", "freeHead", "used"] as const

export interface StoreLimits {
  /** +Infinity for no limit. */
  readonly entriesMax: number
  /** Below 2^53, up to which bytes are counted exactly. */
  readonly bytesMax: number
}

/**
 * Keys with sizes and expiry times, within limits. Values are not kept, only that they are there. Each entry has a slot
 * in columns; what goes when it is full is the eviction strategy's to say. Expired entries go when they are asked for,
 * or evicted: until then they take up room.
 */
export class Store {
  entries = 0
  bytes = 0
  private readonly limits: StoreLimits
  private readonly eviction: AnyEviction
  private readonly context: EvictionContext<unknown, Plain>
  private slots = new Map<number, number>()
  private keys = new Float64Array(SLOTS_MIN)
  private sizes = new Float64Array(SLOTS_MIN)
  private expiresAt = new Float64Array(SLOTS_MIN)
  private nextFree = new Int32Array(SLOTS_MIN)
  private freeHead = -1
  /** Slots ever used. */
  private used = 0

  constructor(limits: StoreLimits, eviction: AnyEviction, params: unknown, random: Stream) {
    this.limits = limits
    this.eviction = eviction
    this.context = { params, state: eviction.state(SLOTS_MIN), random, now: 0 }
  }

  /** Looks for a key: FRESH, ABSENT or STALE. A fresh one counts as used. */
  find(nowNs: number, key: number): number {
    const slot = this.slots.get(key)
    if (slot === undefined) return ABSENT
    this.context.now = nowNs
    if ((this.expiresAt[slot] ?? 0) <= nowNs) {
      this.drop(slot)
      return STALE
    }
    this.eviction.touched(this.context, slot)
    return FRESH
  }

  /** Stores a key, new or again, and returns how many others had to go for it; -1 when it can never fit. */
  put(nowNs: number, key: number, bytes: number, expiresAtNs: number): number {
    this.context.now = nowNs
    const known = this.slots.get(key)
    if (bytes > this.limits.bytesMax) {
      if (known !== undefined) this.drop(known)
      return -1
    }
    if (known !== undefined) {
      this.bytes += bytes - (this.sizes[known] ?? 0)
      this.sizes[known] = bytes
      this.expiresAt[known] = expiresAtNs
      this.eviction.touched(this.context, known)
      return this.shrink(0, 0)
    }
    const evicted = this.shrink(1, bytes)
    const slot = this.takeSlot()
    this.slots.set(key, slot)
    this.keys[slot] = key
    this.sizes[slot] = bytes
    this.expiresAt[slot] = expiresAtNs
    this.entries++
    this.bytes += bytes
    this.eviction.added(this.context, slot, key)
    return evicted
  }

  /** True when the key was there. */
  remove(nowNs: number, key: number): boolean {
    const slot = this.slots.get(key)
    if (slot === undefined) return false
    this.context.now = nowNs
    this.drop(slot)
    return true
  }

  clear(): void {
    this.entries = 0
    this.bytes = 0
    this.slots.clear()
    this.freeHead = -1
    this.used = 0
    this.context.state = this.eviction.state(this.keys.length)
  }

  /** Entries, those that would go first in front, and at what time in ns they expire; by key where chance decides. */
  inside({ nowNs }: InsideView): InsidePart {
    const { entries, limits, eviction, context, keys, sizes, expiresAt } = this
    const order = eviction.order?.(context.state) ?? [...this.slots].sort(([a], [b]) => a - b).map(([, slot]) => slot)
    const rows: (readonly (string | number)[])[] = []
    for (const slot of order) {
      rows.push([rows.length + 1, keys[slot] ?? 0, sizes[slot] ?? 0, msUntil(expiresAt[slot] ?? 0, nowNs)])
      if (rows.length === INSIDE_ROWS_MAX) break
    }
    const first = eviction.order === undefined ? "place" : "goes as no."
    const columns = [first, "key", "size (B)", "expires in (ms)"]
    return { title: "Entries", count: entries, countMax: shownMax(limits.entriesMax), columns, rows }
  }

  snapshot(): Plain {
    const { state, random } = this.context
    return { ...capture(this, FIELDS), ...capture({ state }, ["state"]), random: [...random.snapshot().state] }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    reinstate(this.context, ["state"], saved)
    this.context.random.restore({ state: Reflect.get(Object(saved), "random") })
  }

  /** Evicts until `entries` more of `bytes` more fit. */
  private shrink(entries: number, bytes: number): number {
    const { entriesMax, bytesMax } = this.limits
    let evicted = 0
    while (this.entries + entries > entriesMax || this.bytes + bytes > bytesMax) {
      this.drop(this.eviction.victim(this.context))
      evicted++
    }
    return evicted
  }

  private drop(slot: number): void {
    this.eviction.removed(this.context, slot)
    this.slots.delete(this.keys[slot] ?? 0)
    this.entries--
    this.bytes -= this.sizes[slot] ?? 0
    this.nextFree[slot] = this.freeHead
    this.freeHead = slot
  }

  private takeSlot(): number {
    const free = this.freeHead
    if (free >= 0) {
      this.freeHead = this.nextFree[free] ?? -1
      return free
    }
    if (this.used === this.keys.length) this.grow()
    return this.used++
  }

  private grow(): void {
    const slots = this.keys.length * 2
    this.keys = wider(this.keys, slots)
    this.sizes = wider(this.sizes, slots)
    this.expiresAt = wider(this.expiresAt, slots)
    const nextFree = new Int32Array(slots)
    nextFree.set(this.nextFree)
    this.nextFree = nextFree
    this.context.state = this.eviction.grown(this.context.state, slots)
  }
}

function wider(from: Float64Array, slots: number): Float64Array<ArrayBuffer> {
  const to = new Float64Array(slots)
  to.set(from)
  return to
}
