import type { EventChunk, EventTable, SpanChunk } from "../../engine/index.ts"
import type { FeedMore, SentEvents, SentSpans } from "../protocol/feed.ts"

/** A copy, so that the chunk stays. */
export function sentSpans(chunk: SpanChunk): SentSpans {
  const { firstRow, count, capacity, closed, buffer, sparse } = chunk.resized(chunk.count)
  return { firstRow, count, capacity, closed, buffer, sparse }
}

function sentEvents({ firstRow, count, capacity, buffer }: EventChunk): SentEvents {
  return { firstRow, count, capacity, buffer }
}

/** The chunks of a table that are whole, which leave it, and a copy of the unfinished one. */
export function takeEvents(table: EventTable): SentEvents[] {
  const sent: SentEvents[] = []
  for (let chunk = table.detach(); chunk !== null; chunk = table.detach()) sent.push(sentEvents(chunk))
  const last = table.chunks[0]
  if (last !== undefined) sent.push(sentEvents(last.resized(last.count)))
  return sent
}

/** All buffers of a message: they are transferred. */
export function buffersOf({ spans, events, slots }: FeedMore): ArrayBuffer[] {
  return [...spans, ...events, ...slots].map(({ buffer }) => buffer)
}
