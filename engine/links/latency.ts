import { createKeyed, type KeyedStream } from "../chance/keyed.ts"
import type { Sampler } from "../distributions/sampler.ts"
import { wholeNs } from "../time.ts"
import type { LinkIdentity } from "./options.ts"

/** A message that takes longer than a day takes a day: heavy tails must not leave the time a run can reach (chosen). */
const LATENCY_MAX_NS = 86_400e9

/** One direction's delay: a draw for each message plus what a fault adds. */
export class Latency {
  /** Added to each message while a fault is on, in ns. */
  addedNs = 0
  /** The delay without a fault where it is always the same, else -1. */
  readonly constantNs: number
  private readonly sampler: Sampler
  private readonly stream: KeyedStream

  constructor({ seed, name }: LinkIdentity, purpose: string, sampler: Sampler) {
    this.sampler = sampler
    this.stream = createKeyed(seed, name, purpose)
    this.constantNs = sampler.variance === 0 ? bounded(sampler.mean) : -1
  }

  drawNs(root: number, visit: number): number {
    if (this.constantNs >= 0) return this.constantNs + this.addedNs
    this.stream.at(root, visit)
    return this.ofWordsNs(this.stream.a, this.stream.b)
  }

  /** The delay that two random words stand for. */
  ofWordsNs(a: number, b: number): number {
    return (this.constantNs >= 0 ? this.constantNs : bounded(this.sampler.sample(a, b))) + this.addedNs
  }
}

function bounded(delayNs: number): number {
  return wholeNs(delayNs < LATENCY_MAX_NS ? delayNs : LATENCY_MAX_NS)
}
