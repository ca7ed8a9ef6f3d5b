import type { Plain } from "../../../engine/index.ts"

/** Why a caller does not call an instance, as bits: its checks failed, no registry lists it, its answers were bad. */
export const UNHEALTHY = 1
export const UNLISTED = 2
export const EJECTED = 4

const REASON_WORDS = [
  [UNHEALTHY, "checks fail"],
  [UNLISTED, "not listed"],
  [EJECTED, "ejected"],
] as const

/** Instances that have a bit in a word: those further on are not told apart from those that were not tried (chosen). */
export const TRIED_MAX = 31

/** Hears of what is marked. */
export interface BackendsWatcher {
  changed(index: number, wasUp: boolean): void
}

/**
 * The instances a caller chooses among, as columns by index. A strategy reads them and keeps nothing of them.
 * `inFlight` counts the caller's own calls, not everybody's: that is what a real balancer knows.
 */
export class Backends {
  readonly length: number
  /** Actor of each. */
  readonly actors: Int32Array
  readonly inFlight: Int32Array
  readonly weight: Float64Array
  /** 1 where the caller believes it can be called: where there is no reason against it. */
  readonly up: Uint8Array
  /** Reasons against calling it. */
  private readonly reasons: Uint8Array
  private watcher: BackendsWatcher | null = null

  /** `inFlight` is given where it is counted elsewhere: see Members. */
  constructor(actors: readonly number[], weights?: readonly number[], inFlight?: Int32Array) {
    this.length = actors.length
    this.actors = Int32Array.from(actors)
    this.inFlight = inFlight ?? new Int32Array(actors.length)
    this.weight = Float64Array.from(actors, (_, index) => weights?.[index] ?? 1)
    this.up = new Uint8Array(actors.length).fill(1)
    this.reasons = new Uint8Array(actors.length)
  }

  /** A reason against calling an instance is there, or is gone. */
  mark(index: number, reason: number, holds: boolean): void {
    const before = this.reasons[index] ?? 0
    const reasons = holds ? before | reason : before & ~reason
    if (reasons === before) return
    this.reasons[index] = reasons
    this.up[index] = reasons === 0 ? 1 : 0
    this.watcher?.changed(index, before === 0)
  }

  /** From now on tells of each change of the reasons against an instance. */
  watchedBy(watcher: BackendsWatcher): void {
    this.watcher = watcher
  }

  /** Whether the caller knows of it at all. */
  isListed(index: number): boolean {
    return ((this.reasons[index] ?? 0) & UNLISTED) === 0
  }

  /** Why a caller does not call it, in words; "up" where it does. */
  stateOf(index: number): string {
    const reasons = this.reasons[index] ?? 0
    const words = REASON_WORDS.filter(([reason]) => (reasons & reason) !== 0).map(([, word]) => word)
    return words.join(", ") || "up"
  }

  /** Takes those of `tried`, a bit each, out of a choice; gives those that were up, for `show`. */
  hide(tried: number): number {
    let hidden = 0
    for (let index = 0; index < this.length && index < TRIED_MAX; index++) {
      if ((tried & (1 << index)) === 0 || this.up[index] === 0) continue
      this.up[index] = 0
      hidden |= 1 << index
    }
    return hidden
  }

  /** Puts back what `hide` took out. */
  show(hidden: number): void {
    for (let index = 0; index < this.length && index < TRIED_MAX; index++)
      if ((hidden & (1 << index)) !== 0) this.up[index] = 1
  }

  actorOf(index: number): number {
    return this.actors[index] ?? -1
  }

  inFlightOf(index: number): number {
    return this.inFlight[index] ?? 0
  }

  weightOf(index: number): number {
    return this.weight[index] ?? 0
  }

  isUp(index: number): boolean {
    return this.up[index] === 1
  }

  enter(index: number): void {
    this.inFlight[index] = (this.inFlight[index] ?? 0) + 1
  }

  leave(index: number): void {
    this.inFlight[index] = (this.inFlight[index] ?? 0) - 1
  }

  /** What changes of them, but for `inFlight`, which is its port's. */
  snapshot(): Plain {
    return { reasons: this.reasons.slice(), up: this.up.slice() }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.reasons.set(from.reasons)
    this.up.set(from.up)
  }
}
