import { assert } from "../assert.ts"
import { CHUNK_BITS, CHUNK_ROWS } from "./span-chunk.ts"

/** f64 time, i32 argument, u16 actor, u8 kind. */
export const EVENT_BYTES = 15

/** A run of dispatched events as columns over one transferable buffer: `firstRow`, `count` and `buffer` are all of it. */
export class EventChunk {
  readonly firstRow: number
  readonly capacity: number
  readonly buffer: ArrayBuffer
  readonly time: Float64Array
  readonly argument: Int32Array
  readonly actor: Uint16Array
  readonly kind: Uint8Array
  count = 0

  constructor(firstRow: number, capacity: number, buffer: ArrayBuffer = new ArrayBuffer(capacity * EVENT_BYTES)) {
    this.firstRow = firstRow
    this.capacity = capacity
    this.buffer = buffer
    this.time = new Float64Array(buffer, 0, capacity)
    this.argument = new Int32Array(buffer, capacity * 8, capacity)
    this.actor = new Uint16Array(buffer, capacity * 12, capacity)
    this.kind = new Uint8Array(buffer, capacity * 14, capacity)
  }

  append(timeNs: number, actor: number, kind: number, argument: number): void {
    const slot = this.count++
    this.time[slot] = timeNs
    this.argument[slot] = argument
    this.actor[slot] = actor
    this.kind[slot] = kind
  }

  /** A copy with room for `capacity` events, at least `count`. */
  resized(capacity: number): EventChunk {
    const copy = new EventChunk(this.firstRow, capacity)
    copy.time.set(this.time.subarray(0, this.count))
    copy.argument.set(this.argument.subarray(0, this.count))
    copy.actor.set(this.actor.subarray(0, this.count))
    copy.kind.set(this.kind.subarray(0, this.count))
    copy.count = this.count
    return copy
  }
}

export type EventTableSnapshot = { readonly firstRow: number; readonly count: number; readonly bytes: Uint8Array }

/** Dispatched events by row, in order. It holds rows from `firstRow` on, as SpanTable does. */
export class EventTable {
  firstRow = 0
  chunks: EventChunk[] = []
  private current = new EventChunk(0, 0)

  /** Events ever recorded. */
  get count(): number {
    return this.current.firstRow + this.current.count
  }

  /** Rows left before the next chunk begins. */
  get room(): number {
    return this.current.capacity - this.current.count
  }

  /** Memory all events took so far, detached ones too. */
  get bytes(): number {
    return Math.ceil(this.count / CHUNK_ROWS) * CHUNK_ROWS * EVENT_BYTES
  }

  append(timeNs: number, actor: number, kind: number, argument: number): void {
    assert(actor >= 0 && actor <= 0xffff && kind >= 0 && kind <= 0xff, "an event does not fit its columns")
    let chunk = this.current
    if (chunk.count === chunk.capacity) chunk = this.begin()
    chunk.append(timeNs, actor, kind, argument)
  }

  /** Hands over the earliest chunk that is finished, null when there is none. */
  detach(): EventChunk | null {
    if (this.chunks.length < 2) return null
    const chunk = this.chunks.shift() ?? null
    this.firstRow += CHUNK_ROWS
    return chunk
  }

  /** Appends a chunk from elsewhere; an empty table may begin with any. */
  adopt(chunk: EventChunk): void {
    assert(chunk.firstRow % CHUNK_ROWS === 0, "a chunk does not begin where chunks begin")
    assert(this.chunks.length === 0 || chunk.firstRow === this.count, "a chunk is missing before this one")
    if (this.chunks.length === 0) this.firstRow = chunk.firstRow
    this.chunks.push(chunk)
    this.current = chunk
  }

  time(row: number): number {
    return this.chunkOf(row).time[row & (CHUNK_ROWS - 1)]
  }

  actor(row: number): number {
    return this.chunkOf(row).actor[row & (CHUNK_ROWS - 1)]
  }

  kind(row: number): number {
    return this.chunkOf(row).kind[row & (CHUNK_ROWS - 1)]
  }

  argument(row: number): number {
    return this.chunkOf(row).argument[row & (CHUNK_ROWS - 1)]
  }

  snapshot(): EventTableSnapshot {
    const { firstRow, count, buffer } = this.current.resized(this.current.count)
    return { firstRow, count, bytes: new Uint8Array(buffer) }
  }

  /** Goes on where the table that was saved stood. The rows held begin with its unfinished chunk. */
  restore(saved: EventTableSnapshot): void {
    const compact = new EventChunk(saved.firstRow, saved.count, new Uint8Array(saved.bytes).buffer)
    compact.count = saved.count
    this.current = compact.resized(saved.count === 0 ? 0 : CHUNK_ROWS)
    this.chunks = saved.count === 0 ? [] : [this.current]
    this.firstRow = saved.firstRow
  }

  private begin(): EventChunk {
    this.current = new EventChunk(this.count, CHUNK_ROWS)
    this.chunks.push(this.current)
    return this.current
  }

  private chunkOf(row: number): EventChunk {
    assert(row >= this.firstRow && row < this.count, "an event is asked for that is not held")
    return this.chunks[(row - this.firstRow) >>> CHUNK_BITS]
  }
}
