import type { RunClock } from "../metrics/run-clock.ts"

/** 2^-32. */
const PER_WORD = 2.3283064365386963e-10

/** The digest as it stands: two 32-bit lanes. */
export type DigestSnapshot = {
  readonly high: number
  readonly low: number
  readonly events: number
}

/**
 * 64 bits over every dispatched event (time, actor, kind, argument), kept as two 32-bit lanes that stir each other.
 * Two runs that dispatch the same events have the same digest; it says nothing about intent, so it is no checksum
 * against an adversary.
 */
export class Digest {
  private high = 0x6a09e667 | 0
  private low = 0x3c6ef372 | 0
  events = 0
  private readonly clock: RunClock

  constructor(clock: RunClock) {
    this.clock = clock
  }

  /** An event is dispatched now. */
  add(actor: number, kind: number, argument: number): void {
    const timeNs = this.clock.nowNs
    const when = (timeNs | 0) ^ Math.imul((timeNs * PER_WORD) | 0, 0x27d4eb2f)
    const what = Math.imul((actor << 8) ^ kind, 0x165667b1) ^ argument
    const high = Math.imul(((this.high << 13) | (this.high >>> 19)) ^ when, 0x85ebca6b)
    const low = Math.imul(((this.low << 7) | (this.low >>> 25)) ^ what, 0xc2b2ae35) ^ (high >>> 15)
    this.low = low
    this.high = (high + low) | 0
    this.events++
  }

  /** 16 hexadecimal digits. */
  toText(): string {
    return hex(finish(this.high ^ this.events)) + hex(finish(this.low ^ Math.imul(this.events, 0x9e3779b1)))
  }

  snapshot(): DigestSnapshot {
    return { high: this.high, low: this.low, events: this.events }
  }

  restore(snapshot: DigestSnapshot): void {
    this.high = snapshot.high
    this.low = snapshot.low
    this.events = snapshot.events
  }
}

function finish(word: number): number {
  let h = word
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b)
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35)
  return (h ^ (h >>> 16)) >>> 0
}

function hex(word: number): string {
  return word.toString(16).padStart(8, "0")
}
