import { CHUNK_ROWS, EventChunk, type EventTable, SpanChunk, type SpanTable } from "../../../engine/index.ts"
import type { SentEvents, SentSpans } from "../../protocol/feed.ts"

/** A chunk of spans that was sent, over the buffer it came in, of which the first `count` rows are shown. */
export function receivedSpans(sent: SentSpans, count: number): SpanChunk {
  const chunk = new SpanChunk(sent.firstRow, sent.capacity, sent.buffer)
  for (const [key, value] of sent.sparse) chunk.sparse.set(key, value)
  chunk.count = count
  chunk.closed = sent.closed
  return chunk
}

/** Puts a chunk behind the table's rows, or in the place of its last one, of which it is a longer version. */
export function putSpans(table: SpanTable, chunk: SpanChunk): void {
  const { chunks } = table
  if (table.chunks.length === 0 || chunk.firstRow === table.count) {
    table.adopt(chunk)
    return
  }
  chunks[chunks.length - 1] = chunk
  table.current = chunk
}

/**
 * Takes what a sent chunk of events has beyond the table's rows and up to an instant; true if that is all of it. A whole
 * chunk that is new stays in the buffer it came in; of one that is still growing there is a copy with room for all of it,
 * to which what is new is added.
 */
export function takeEvents(table: EventTable, sent: SentEvents, untilNs: number): boolean {
  const news = new EventChunk(sent.firstRow, sent.capacity, sent.buffer)
  let held = table.chunks.at(-1)
  if (held === undefined || held.firstRow !== sent.firstRow) {
    held = sent.count === CHUNK_ROWS ? news : new EventChunk(sent.firstRow, CHUNK_ROWS)
    table.adopt(held)
  }
  const from = held.count
  const to = firstAfter(news.time.subarray(0, sent.count), untilNs)
  if (held.buffer !== sent.buffer && to > from) {
    held.time.set(news.time.subarray(from, to), from)
    held.argument.set(news.argument.subarray(from, to), from)
    held.actor.set(news.actor.subarray(from, to), from)
    held.kind.set(news.kind.subarray(from, to), from)
  }
  held.count = Math.max(from, to)
  return to === sent.count
}

/** How many of the times, which rise, are not after an instant. */
function firstAfter(times: Float64Array, tNs: number): number {
  let [low, high] = [0, times.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (times[middle] <= tNs) low = middle + 1
    else high = middle
  }
  return low
}
