import type { EventTable, Row, SpanTable } from "../../engine/index.ts"
import { ActorIndex } from "./actor-index.ts"
import { CallDeltas } from "./call-deltas.ts"
import { BUSY, CELLS, QUEUED, UNDER_WAY } from "./cells.ts"
import { type Components, componentsOf } from "./components.ts"
import { Cursor } from "./cursor.ts"
import { EventSequence } from "./event-sequence.ts"
import { InFlight } from "./in-flight.ts"
import { type Deltas, Keyframes } from "./keyframes.ts"
import { MaxEndTree } from "./max-end-tree.ts"
import { Moments } from "./moments.ts"
import { ParticleView } from "./particles.ts"
import { Requests } from "./requests.ts"
import { SlotDeltas } from "./slot-deltas.ts"
import { nextOfRequest, previousOfRequest } from "./steps.ts"
import { binsFor, Tracks } from "./tracks.ts"

/** What is played: columns that grow at their end, and the names of the actors by their numbers. */
export interface Recording {
  /** From row 0 on. */
  readonly spans: SpanTable
  readonly events: EventTable
  /** What a `SlotJournal` noted (ui/engine-worker). Without it queues and busy slots are what callers saw of them: see CallDeltas. */
  readonly slots?: EventTable
  readonly actors: readonly string[]
}

export interface PlaybackOptions {
  /** Spans the recording is going to have, for the resolution of the measures; those it has if left out. */
  readonly spansExpected?: number
}

/**
 * A recorded run, ready to be moved through in time. It reads the recording's columns where they are and adds, in bytes
 * a span: 8 to 20 for moments, 4 for the lists of requests, 0.3 for the tree of what is under way, about 4 for measures,
 * a tenth for the rest. To be played while it grows: adopt a chunk into the recording, then `extend`.
 */
export class Playback {
  readonly recording: Recording
  readonly components: Components
  readonly requests: Requests
  readonly tree: MaxEndTree
  readonly inFlight: InFlight
  readonly moments: Moments
  /** The state as the calls have it; its places are those of `moments`. */
  readonly cursor: Cursor
  readonly tracks: Tracks
  readonly particles: ParticleView
  readonly events: EventSequence
  private readonly calls: CallDeltas
  private readonly callStates: Keyframes
  private readonly slots: SlotDeltas | null
  private readonly slotStates: Keyframes | null
  private readonly slotCursor: Cursor | null
  /** Finds the moments of a replica's calls. */
  readonly callees: ActorIndex
  private taken = 0
  private slotsTaken = 0

  constructor(recording: Recording, options: PlaybackOptions = {}) {
    const { spans, actors } = recording
    this.recording = recording
    this.components = componentsOf(actors)
    this.requests = new Requests(spans, this.components)
    this.tree = new MaxEndTree(spans)
    this.inFlight = new InFlight(spans, this.tree, this.requests)
    this.moments = new Moments(spans)
    this.calls = new CallDeltas(this.moments, this.requests, actors.length)
    this.callStates = new Keyframes(this.calls)
    this.cursor = new Cursor(this.callStates)
    this.slots = recording.slots === undefined ? null : new SlotDeltas(recording.slots, actors.length)
    this.slotStates = this.slots === null ? null : new Keyframes(this.slots)
    this.slotCursor = this.slotStates === null ? null : new Cursor(this.slotStates)
    const { components, calls, callStates, slots, slotStates } = this
    const bins = binsFor(options.spansExpected ?? spans.count, components.names.length)
    this.tracks = new Tracks({ components, calls, callStates, slots, slotStates }, bins)
    this.particles = new ParticleView(spans, this.inFlight, this.requests)
    this.events = new EventSequence(recording.events)
    this.callees = new ActorIndex(this.moments)
    this.extend()
  }

  /** Memory beside the recording's columns, in bytes. */
  get bytes(): number {
    const { requests, tree, moments, callStates, tracks, callees, slotStates } = this
    const parts = [requests, tree, moments, callStates, tracks, callees]
    return parts.reduce((sum, part) => sum + part.bytes, slotStates?.bytes ?? 0)
  }

  /**
   * Takes in what the recording has gained, and which of the rows it had have ended since (`SpanTable.complete` has been
   * told). The state stays at its instant.
   */
  extend(ended: readonly Row[] = []): void {
    const { spans } = this.recording
    const completed = ended.filter((row) => row < this.taken).sort((a, b) => a - b)
    this.taken = spans.count
    this.tree.extend()
    for (const row of completed) this.tree.refresh(row)
    const logicalNs = this.requests.extend()
    const changed = Math.min(this.moments.extend(completed), this.moments.countBy(logicalNs - 1))
    this.callees.renew(changed)
    this.callStates.renew(changed)
    this.cursor.renew(changed)
    this.tracks.renew(Math.min(timeAt(this.calls, changed), this.takeSlots()))
    this.events.extend()
  }

  /** Goes to an instant. How many moments and changes of slots it touched. */
  seek(tNs: number): number {
    return this.cursor.seek(tNs) + (this.slotCursor?.seek(tNs) ?? 0)
  }

  /** One moment on, of any call; false at the end. */
  next(): boolean {
    return this.go(this.cursor.place < this.moments.length ? this.cursor.place : -1)
  }

  /** One moment back; false at the beginning. */
  previous(): boolean {
    if (this.cursor.place === 0) return false
    return this.go(this.cursor.place - 2) || this.begin()
  }

  /** Calls under way to a replica now. */
  inFlightTo(actor: number): number {
    return this.cursor.state[actor * CELLS + UNDER_WAY]
  }

  /** Length of a replica's queue now. */
  queueOf(actor: number): number {
    return (this.slotCursor ?? this.cursor).state[actor * CELLS + QUEUED]
  }

  /** Busy slots of a replica now. */
  busyOf(actor: number): number {
    return (this.slotCursor ?? this.cursor).state[actor * CELLS + BUSY]
  }

  /** Goes to the next moment of a call to a replica; false where there is none. */
  nextOfActor(actor: number): boolean {
    return this.go(this.callees.next(actor, this.cursor.place))
  }

  /** Goes back to the moment before the latest of a replica's. */
  previousOfActor(actor: number): boolean {
    return this.go(this.callees.previous(actor, this.cursor.place - 1))
  }

  /** Goes to the next moment of a request, named by the row of its client's call. */
  nextOfRequest(root: Row): boolean {
    return this.go(nextOfRequest(this.moments, this.requests, root, this.cursor.place))
  }

  previousOfRequest(root: Row): boolean {
    return this.go(previousOfRequest(this.moments, this.requests, root, this.cursor.place - 1))
  }

  private go(place: number): boolean {
    if (place < 0) return false
    this.cursor.moveTo(place + 1)
    this.slotCursor?.seek(this.cursor.nowNs)
    return true
  }

  private begin(): boolean {
    this.cursor.moveTo(0)
    this.slotCursor?.moveTo(0)
    return true
  }

  /** Takes in the slots' changes that are new; when the first of them was, Infinity for none. */
  private takeSlots(): number {
    const { slots, slotStates, slotsTaken } = this
    if (slots === null || slotStates === null) return Number.POSITIVE_INFINITY
    this.slotsTaken = slots.length
    slotStates.renew(slotsTaken)
    this.slotCursor?.renew(slotsTaken)
    return timeAt(slots, slotsTaken)
  }
}

/** When the delta at a place was; Infinity behind the last. */
function timeAt(deltas: Deltas, place: number): number {
  return place < deltas.length ? deltas.timeAt(place) : Number.POSITIVE_INFINITY
}
