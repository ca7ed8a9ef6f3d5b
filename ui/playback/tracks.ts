import type { CallDeltas } from "./call-deltas.ts"
import { BUSY, CELLS, QUEUED, UNDER_WAY } from "./cells.ts"
import type { Components } from "./components.ts"
import type { Keyframes } from "./keyframes.ts"
import type { SlotDeltas } from "./slot-deltas.ts"
import { heatAligned, Track } from "./track.ts"
import { writeCalls, writeSlots } from "./write-track.ts"

/** Bins a measure has at least and at most (chosen: a wide screen's columns at the least once the width has doubled). */
const BINS_MIN = 2_048
const BINS_MAX = 16_384
/** Memory for the bins of all components (chosen), of which 132 B go to a bin of one. */
const BYTES_PER_SPAN = 4
const BYTES_PER_BIN = 132
/** Width of a bin in ns before any has doubled: 1 µs or so. */
const WIDTH_FIRST_NS = 1_024

/** Bins a measure is given for so many spans. */
export function binsFor(spans: number, components: number): number {
  const wanted = (spans * BYTES_PER_SPAN) / (components * BYTES_PER_BIN)
  let bins = BINS_MIN
  while (bins * 2 <= Math.min(wanted, BINS_MAX)) bins *= 2
  return bins
}

/** What the measures are taken from. Where the slots were recorded, queue and busy slots are theirs. */
export interface MeasureSource {
  readonly components: Components
  readonly calls: CallDeltas
  readonly callStates: Keyframes
  readonly slots: SlotDeltas | null
  readonly slotStates: Keyframes | null
}

/**
 * The measures of every component over the whole run, and as the last track those of the clients' requests, of which
 * only `inFlight`, `latency` and `failed` mean something.
 */
export class Tracks {
  readonly tracks: readonly Track[]
  readonly capacity: number
  /** Of a bin. */
  widthNs = WIDTH_FIRST_NS
  /** How far they reach. */
  untilNs = 0
  readonly source: MeasureSource

  constructor(source: MeasureSource, capacity: number) {
    this.source = source
    this.capacity = capacity
    const length = source.components.names.length + 1
    this.tracks = Array.from({ length }, () => new Track(capacity, 0, WIDTH_FIRST_NS))
  }

  get bytes(): number {
    return this.tracks.reduce((sum, { bytes }) => sum + bytes, 0)
  }

  /** The track of the clients' requests. */
  get requests(): number {
    return this.tracks.length - 1
  }

  /** What happened from `sinceNs` on is another now, or new. Costs as much as happened since its bin began. */
  renew(sinceNs: number): void {
    const { source, tracks } = this
    const isEmpty = this.untilNs === 0
    this.untilNs = lastNs(source)
    if (sinceNs > this.untilNs) return
    while (this.untilNs >= this.capacity * this.widthNs) {
      for (const track of tracks)
        if (isEmpty) track.widen()
        else track.halve()
      this.widthNs *= 2
    }
    const bin = heatAligned(Math.floor(sinceNs / this.widthNs))
    const fromNs = bin * this.widthNs
    const levels = levelsBefore(source, fromNs)
    tracks.forEach((track, number) => {
      track.clear(bin)
      track.begin(fromNs, levels.subarray(number * CELLS, (number + 1) * CELLS))
    })
    writeCalls(source, { fromNs, toNs: this.untilNs }, tracks)
    writeSlots(source, { fromNs, toNs: this.untilNs }, tracks)
    for (const track of tracks) track.finish(this.untilNs)
  }
}

/** Levels of every track just before an instant, CELLS of them a track. */
export function levelsBefore(source: MeasureSource, tNs: number): Int32Array {
  const { components, calls, callStates, slots, slotStates } = source
  const clients = components.names.length * CELLS
  const levels = new Int32Array(clients + CELLS)
  const add = (state: Int32Array, cells: readonly number[]) => {
    components.ofActor.forEach((component, actor) => {
      for (const cell of cells) levels[component * CELLS + cell] += state[actor * CELLS + cell]
    })
  }
  const state = callStates.at(calls.countBy(tNs - 1))
  add(state, slots === null ? [UNDER_WAY, QUEUED, BUSY] : [UNDER_WAY])
  levels[clients + UNDER_WAY] = state[calls.cells - 1]
  if (slots !== null && slotStates !== null) add(slotStates.at(slots.countBy(tNs - 1)), [QUEUED, BUSY])
  return levels
}

function lastNs({ calls, slots }: MeasureSource): number {
  const call = calls.length === 0 ? 0 : calls.timeAt(calls.length - 1)
  return slots === null || slots.length === 0 ? call : Math.max(call, slots.timeAt(slots.length - 1))
}
