import { hashText } from "./hash.ts"
import type { SeedWords } from "./seed.ts"

/** Rounds discarded so that nearby states part: PractRand discards 12 to 18 for sfc32; chosen 16. */
const warmUpRounds = 16

/** A stream's position as plain data. The words of the step before it are not part of it. */
export type StreamSnapshot = {
  readonly state: readonly [number, number, number, number]
}

/**
 * A sequential stream of random words: sfc32 (C. Doty-Humphrey, PractRand), period at least 2^32 rounds.
 * One step is two rounds, whose int32 outputs are left in `a` and `b`.
 */
export class Stream {
  a = 0
  b = 0
  private s0 = 0
  private s1 = 0
  private s2 = 0
  private counter = 0

  constructor(s0: number, s1: number, s2: number, counter: number) {
    this.s0 = s0 | 0
    this.s1 = s1 | 0
    this.s2 = s2 | 0
    this.counter = counter | 0
  }

  /** Advances by one step and sets `a` and `b`. */
  step(): void {
    let s0 = this.s0
    let s1 = this.s1
    let s2 = this.s2
    const counter = this.counter

    const first = (((s0 + s1) | 0) + counter) | 0
    s0 = s1 ^ (s1 >>> 9)
    s1 = (s2 + (s2 << 3)) | 0
    s2 = (((s2 << 21) | (s2 >>> 11)) + first) | 0

    const second = (((s0 + s1) | 0) + ((counter + 1) | 0)) | 0
    this.s0 = s1 ^ (s1 >>> 9)
    this.s1 = (s2 + (s2 << 3)) | 0
    this.s2 = (((s2 << 21) | (s2 >>> 11)) + second) | 0
    this.counter = (counter + 2) | 0
    this.a = first
    this.b = second
  }

  snapshot(): StreamSnapshot {
    return { state: [this.s0, this.s1, this.s2, this.counter] }
  }

  /** Puts the stream at a snapshot's position; the next step gives what it would have given there. */
  restore(snapshot: StreamSnapshot): void {
    const [s0, s1, s2, counter] = snapshot.state
    this.s0 = s0
    this.s1 = s1
    this.s2 = s2
    this.counter = counter
    this.a = 0
    this.b = 0
  }
}

/** The stream that (seed, stable name, purpose) identifies; nothing else influences it. */
export function createStream(seed: SeedWords, name: string, purpose: string): Stream {
  const stream = new Stream(
    hashText(name, seed.a),
    hashText(purpose, seed.b),
    hashText(name, seed.c),
    hashText(purpose, seed.d),
  )
  for (let round = 0; round < warmUpRounds; round += 2) stream.step()
  return stream
}
