import type { Row } from "../../../engine/index.ts"
import { IN_FLIGHT, NO_ACTOR } from "../../../scenarios/record/columns.ts"
import type { Playback } from "../../playback/playback.ts"
import { chunkOf, endOf, slotOf } from "../../playback/spans.ts"

/** Time bins of an edge (chosen: 48 kB an edge, and 0.1 s each in a run of some minutes). */
const BINS = 4_096
/** Width of a bin in ns before any has doubled. */
const WIDTH_FIRST_NS = 1_024
const BYTES_PER_BIN = 12

/** Calls from one component to another that ended in a stretch of time. */
export interface EdgeRate {
  perSecond: number
  /** Mean, in ns; 0 where none ended. */
  latencyNs: number
}

interface EdgeBins {
  readonly count: Uint32Array
  /** Of latencies in ns, whole numbers: the order in which they are added makes no difference. */
  readonly sumNs: Float64Array
}

/** How many calls ended when on each edge, and how long they took, over the whole run. Each call is counted once. */
export class EdgeRates {
  private readonly playback: Playback
  /** By `keyOf`. */
  private readonly edges = new Map<number, EdgeBins>()
  private widthNs = WIDTH_FIRST_NS
  private taken = 0
  /** Ended later than all calls are known: whether they are tries or have tries is not certain. */
  private waiting: Row[] = []

  constructor(playback: Playback) {
    this.playback = playback
  }

  get bytes(): number {
    return this.edges.size * BINS * BYTES_PER_BIN
  }

  /**
   * Takes in the rows the recording has gained, and those that have ended since. Every call that began up to `knownNs` is
   * in it. After `Playback.extend`.
   */
  extend(ended: readonly Row[], knownNs: number): void {
    const { spans } = this.playback.recording
    const waiting = this.waiting
    this.waiting = []
    for (const row of waiting) this.note(row, knownNs)
    for (const row of ended) if (row < this.taken) this.note(row, knownNs)
    for (let row = this.taken; row < spans.count; row++) this.note(row, knownNs)
    this.taken = spans.count
  }

  /** Of calls from one component to another, that ended in the time from `fromNs` to `toNs`. */
  rate(from: number, to: number, stretch: { readonly fromNs: number; readonly toNs: number }): EdgeRate {
    const bins = this.edges.get(keyOf(from, to))
    const begin = Math.max(0, stretch.fromNs) / this.widthNs
    const end = stretch.toNs / this.widthNs
    if (bins === undefined || end <= begin) return { perSecond: 0, latencyNs: 0 }
    let [count, sumNs] = [0, 0]
    for (let bin = Math.floor(begin); bin < Math.min(BINS, Math.ceil(end)); bin++) {
      const share = Math.min(end, bin + 1) - Math.max(begin, bin)
      count += share * bins.count[bin]
      sumNs += share * bins.sumNs[bin]
    }
    const seconds = ((end - begin) * this.widthNs) / 1e9
    return { perSecond: count / seconds, latencyNs: count === 0 ? 0 : sumNs / count }
  }

  private note(row: Row, knownNs: number): void {
    const { recording, requests, components } = this.playback
    const chunk = chunkOf(recording.spans, row)
    const slot = slotOf(row)
    const actor = chunk.actorAt(slot)
    if (chunk.outcomeAt(slot) === IN_FLIGHT || actor === NO_ACTOR) return
    const endNs = endOf(recording.spans, row)
    if (endNs > knownNs) {
      this.waiting.push(row)
      return
    }
    if (requests.isLogical(row)) return
    const caller = requests.callerOf(row)
    const from = caller === NO_ACTOR ? NO_ACTOR : components.ofActor[caller]
    const bins = this.binsOf(keyOf(from, components.ofActor[actor]))
    while (endNs >= BINS * this.widthNs) this.halve()
    const bin = Math.floor(endNs / this.widthNs)
    bins.count[bin]++
    bins.sumNs[bin] += chunk.durationAt(slot)
  }

  private binsOf(key: number): EdgeBins {
    const known = this.edges.get(key)
    if (known !== undefined) return known
    const bins = { count: new Uint32Array(BINS), sumNs: new Float64Array(BINS) }
    this.edges.set(key, bins)
    return bins
  }

  /** Merges bins in pairs. */
  private halve(): void {
    for (const { count, sumNs } of this.edges.values()) {
      for (const column of [count, sumNs]) {
        for (let bin = 0; bin < BINS / 2; bin++) column[bin] = column[2 * bin] + column[2 * bin + 1]
        column.fill(0, BINS / 2)
      }
    }
    this.widthNs *= 2
  }
}

function keyOf(from: number, to: number): number {
  return from * (NO_ACTOR + 1) + to
}
