import {
  ABANDON_KNOWN,
  AMOUNT,
  CANCELLED,
  CONTINUE,
  type CountMetric,
  DEADLINE_AT,
  type Extension,
  FOUND,
  FRESH_FOR,
  type Frame,
  HOLDS_EXTRA,
  INTERNAL,
  KEY,
  NOTE,
  OK,
  PARKED,
  type Plain,
  type Simulation,
  STALE_FOR,
  STATES_FRESHNESS,
  stateFreshness,
  wake,
} from "../../engine/index.ts"
import { POLL_NS, UNCACHEABLE_NS } from "./collapsing.ts"
import { Fetches } from "./fetches.ts"
import type { PointParts } from "./point-parts.ts"
import { isKept, type Shelved, UNCACHEABLE } from "./shelf.ts"

/** Arguments of EXTEND: looks the object up; has served it; fetches it again for nobody who waits. */
export const LOOK_UP = 0
export const SERVED = 1
export const REFRESH = 2

/** What a request is up to, in its NOTE. */
const WAITING = 1
/** It has been served stale and starts a fetch nobody waits for. */
const REFRESHES = 2
/** What it brings is not stored. */
const PASSES = 3

const PER_WORD = 1 / 0x100000000
const KIB = 1024

/** What one replica of a CDN does for a request, in no time of its own: it has a cache, and fetches under way. */
export class PointOfPresence implements Extension {
  private readonly sim: Simulation
  private readonly parts: PointParts
  private readonly fetches = new Fetches()
  private purges = 0
  /** What this replica adds to the levels that all replicas share. */
  private entriesShown = 0
  private kibibytesShown = 0

  constructor(sim: Simulation, parts: PointParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame, argument: number): number {
    const { frames } = this.sim
    if (argument === LOOK_UP) return this.lookUp(frame)
    if (argument === SERVED) return frames.int(frame, NOTE) === REFRESHES ? CONTINUE : OK
    // The fetch goes on after the request, and is no longer bound by its deadline.
    frames.setDouble(frame, DEADLINE_AT, Number.POSITIVE_INFINITY)
    this.fetches.lead(this.keyOf(frame), frame, Number.POSITIVE_INFINITY)
    return CONTINUE
  }

  /** The origin has answered, or has not. */
  passed(frame: Frame, outcome: number): number {
    const { frames, nowNs } = this.sim
    const { count, staleIfErrorNs } = this.parts
    if (frames.int(frame, NOTE) === PASSES) return outcome
    const key = this.keyOf(frame)
    this.purgeUntil(nowNs)
    let ends = outcome
    if (outcome === OK) this.keep(frame, key)
    else if (!frames.has(frame, INTERNAL)) {
      const kept = this.parts.shelf.find(key)
      if (isKept(kept) && nowNs < kept[0] + staleIfErrorNs) {
        count.staleOnError.add()
        this.stateLeft(frame, kept)
        frames.raise(frame, FOUND)
        ends = OK
      }
    }
    // A request tells those who wait when it is released; what goes on behind is not.
    if (frames.has(frame, INTERNAL) && this.fetches.end(key, frame)) this.wakeSome(key)
    return ends
  }

  /** One that fetches or was woken has ended: the others are not to wait for it. */
  release(frame: Frame): void {
    const key = this.keyOf(frame)
    this.fetches.end(key, frame)
    if (this.fetches.leaderOf(key) < 0) this.wakeSome(key)
  }

  wipe(): void {
    this.parts.shelf.clear()
    this.fetches.clear()
    this.showLevels()
  }

  snapshot(): Plain {
    const { purges, entriesShown, kibibytesShown } = this
    const fetches = this.fetches.snapshot()
    return { purges, entriesShown, kibibytesShown, fetches, shelf: this.parts.shelf.snapshot() }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.purges = from.purges
    this.entriesShown = from.entriesShown
    this.kibibytesShown = from.kibibytesShown
    this.fetches.restore(from.fetches)
    this.parts.shelf.restore(from.shelf)
  }

  /** With FOUND raised the request is served from the cache; without, it goes to the origin; or it waits. */
  private lookUp(frame: Frame): number {
    const { frames, nowNs } = this.sim
    const { stored, shelf, count } = this.parts
    if (stored[frames.operation(frame)] !== 1) {
      count.bypassed.add()
      frames.setInt(frame, NOTE, PASSES)
      return CONTINUE
    }
    // Whoever has waited owes those behind it that they are woken in their turn.
    if (frames.int(frame, NOTE) === WAITING) frames.raise(frame, HOLDS_EXTRA)
    if (frames.has(frame, ABANDON_KNOWN)) return CANCELLED
    this.purgeUntil(nowNs)
    const key = this.keyOf(frame)
    const kept = shelf.find(key)
    if (!isKept(kept))
      return kept !== undefined && kept[0] > nowNs ? this.fetch(frame, count.misses) : this.absent(frame, key)
    if (kept[0] > nowNs) return this.serve(frame, kept, count.hits)
    return this.expired(frame, key, kept)
  }

  private expired(frame: Frame, key: number, kept: Shelved): number {
    const { collapsing, count, refreshesBehind } = this.parts
    const [freshUntilNs, , staleForNs] = kept
    const mayBeStale = this.sim.nowNs < freshUntilNs + staleForNs
    if (this.fetches.leaderOf(key) >= 0) {
      if (mayBeStale || collapsing.expired === "served") return this.serve(frame, kept, count.updating)
      if (collapsing.expired === "waits") return this.wait(frame, key)
      return this.fetch(frame, count.expired)
    }
    this.lead(frame, key)
    if (!mayBeStale || !refreshesBehind) return this.fetch(frame, count.expired)
    this.sim.frames.setInt(frame, NOTE, REFRESHES)
    return this.serve(frame, kept, count.stale, REFRESHES)
  }

  private absent(frame: Frame, key: number): number {
    const { nowNs, frames } = this.sim
    const { collapsing, count, lockTimeoutNs } = this.parts
    if (collapsing.absent === "polls") {
      const waited = frames.int(frame, NOTE) === WAITING
      if (this.fetches.isHeld(key, nowNs)) {
        const untilNs = waited ? frames.double(frame, AMOUNT) : nowNs + lockTimeoutNs
        if (untilNs > nowNs) return this.poll(frame, untilNs)
        count.lockTimeouts.add()
        return this.fetch(frame, count.misses, PASSES)
      }
    } else if (this.fetches.leaderOf(key) >= 0) {
      if (collapsing.absent === "waits") return this.wait(frame, key)
      return this.fetch(frame, count.misses)
    }
    this.lead(frame, key)
    return this.fetch(frame, count.misses)
  }

  private lead(frame: Frame, key: number): void {
    this.sim.frames.raise(frame, HOLDS_EXTRA)
    this.fetches.lead(key, frame, this.sim.nowNs + this.parts.lockAgeNs)
  }

  private serve(frame: Frame, kept: Shelved, why: CountMetric, note = 0): number {
    why.add()
    this.stateLeft(frame, kept)
    this.parts.count.served.add()
    this.sim.frames.setInt(frame, NOTE, note)
    this.sim.frames.raise(frame, FOUND)
    return CONTINUE
  }

  private fetch(frame: Frame, why: CountMetric, note = 0): number {
    why.add()
    this.parts.count.fetched.add()
    this.sim.frames.setInt(frame, NOTE, note)
    return CONTINUE
  }

  private poll(frame: Frame, untilNs: number): number {
    const { frames, nowNs } = this.sim
    this.countWait(frame)
    frames.setDouble(frame, AMOUNT, untilNs)
    wake(this.sim, this.parts.self, frame, Math.min(POLL_NS, untilNs - nowNs))
    return PARKED
  }

  private wait(frame: Frame, key: number): number {
    this.countWait(frame)
    this.fetches.wait(key, frame)
    return PARKED
  }

  private countWait(frame: Frame): void {
    const { frames } = this.sim
    if (frames.int(frame, NOTE) === WAITING) return
    frames.setInt(frame, NOTE, WAITING)
    this.parts.count.collapsed.add()
  }

  private wakeSome(key: number): void {
    for (const frame of this.fetches.next(key, this.parts.wakes)) wake(this.sim, this.parts.self, frame, 0)
  }

  /** Stores what has come, for as long as the origin or the parameters say. */
  private keep(frame: Frame, key: number): void {
    const { frames, nowNs } = this.sim
    const { respectsOrigin, ttlNs, staleWhileRevalidateNs } = this.parts
    const isStated = respectsOrigin && frames.has(frame, STATES_FRESHNESS)
    const freshNs = isStated ? frames.double(frame, FRESH_FOR) : ttlNs
    const staleNs = isStated ? frames.double(frame, STALE_FOR) : staleWhileRevalidateNs
    if (freshNs >= 0) this.store(key, [nowNs + freshNs, this.bytesOf(frames.double(frame, KEY)), staleNs])
    else this.leave(key)
    if (respectsOrigin) stateFreshness(frames, frame, freshNs, staleNs)
  }

  /** What has come may not be kept; nobody is to wait for another's in turn. */
  private leave(key: number): void {
    const { shelf, count, collapsing } = this.parts
    count.notStored.add()
    if (collapsing.remembersUncacheable) {
      shelf.put(key, [this.sim.nowNs + UNCACHEABLE_NS, 0, UNCACHEABLE])
      for (const frame of this.fetches.next(key, Number.POSITIVE_INFINITY)) wake(this.sim, this.parts.self, frame, 0)
    } else shelf.drop(key)
    this.showLevels()
  }

  /** A cache behind says how much of an object's time is left, so that its age counts in front of it, too. */
  private stateLeft(frame: Frame, [freshUntilNs, , staleForNs]: Shelved): void {
    if (!this.parts.respectsOrigin) return
    const { frames, nowNs } = this.sim
    const overNs = Math.max(0, nowNs - freshUntilNs)
    stateFreshness(frames, frame, Math.max(0, freshUntilNs - nowNs), Math.max(0, staleForNs - overNs))
  }

  private store(key: number, object: Shelved): void {
    const { shelf, count } = this.parts
    const kept = shelf.find(key)
    if (isKept(kept) && kept[0] <= this.sim.nowNs) count.revalidated.add()
    const evicted = shelf.put(key, object)
    if (evicted > 0) count.evictions.add(evicted)
    else if (evicted < 0) count.tooLarge.add()
    this.showLevels()
  }

  /** Purges are looked for when somebody asks: nobody can tell before. */
  private purgeUntil(nowNs: number): void {
    const { purgesAtNs, shelf, count } = this.parts
    const before = this.purges
    while ((purgesAtNs[this.purges] ?? Number.POSITIVE_INFINITY) <= nowNs) this.purges++
    if (this.purges === before) return
    count.purged.add(shelf.entries)
    shelf.clear()
    this.showLevels()
  }

  /** Names the object: requests for different operations are for different objects. Exact, as keys are at most 1e9. */
  private keyOf(frame: Frame): number {
    const { frames } = this.sim
    return frames.double(frame, KEY) * this.parts.stored.length + frames.operation(frame)
  }

  /** Whole bytes, at least one. By the request's key alone: numbers of operations depend on what else there is. */
  private bytesOf(key: number): number {
    const { sampler, stream } = this.parts.objectBytes
    stream.at(key | 0, Math.floor(key * PER_WORD))
    return Math.max(1, Math.round(sampler.sample(stream.a, stream.b)))
  }

  private showLevels(): void {
    const { shelf, entries, kibibytes } = this.parts
    const kib = Math.floor(shelf.bytes / KIB)
    if (shelf.entries !== this.entriesShown) entries.add(shelf.entries - this.entriesShown)
    if (kib !== this.kibibytesShown) kibibytes.add(kib - this.kibibytesShown)
    this.entriesShown = shelf.entries
    this.kibibytesShown = kib
  }
}
