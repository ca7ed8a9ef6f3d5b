import { describe, expect, it } from "vitest"
import { childIndex, type SpanTable } from "../../../engine/index.ts"
import { readRecord } from "../../../scenarios/record/read-record.ts"
import { writeRecord } from "../../../scenarios/record/write-record.ts"
import { reportRecorder } from "../../../scenarios/report/index.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { planOf } from "../run/support.ts"

const plan = planOf({
  name: "shop",
  seed: "Ω — λ",
  run: { duration: "3s" },
  components: {
    shop: { kind: "client" },
    pay: { kind: "service", replicas: 2, operations: { charge: [{ work: "exponential 4ms" }, { call: "ledger" }] } },
    ledger: { kind: "database", pool: 2, operations: { insert: [{ fail: "2%" }, { work: "exponential 5ms" }] } },
  },
  load: { shop: { open: "poisson 300/s", to: "pay" } },
  policies: { "pay -> ledger": { timeout: "50ms", retry: { attemptsMax: 2, backoff: "exponential 5ms..50ms" } } },
  faults: [{ at: "1s", for: "100ms", do: "crash", target: "ledger" }],
})

function recorded(level: "spans" | "events") {
  const recorder = reportRecorder(plan, undefined, level)
  const run = new Run(plan, { recorder })
  run.advance()
  return { run, recorder }
}

function rowsOf(table: SpanTable): readonly unknown[] {
  return Array.from({ length: table.count }, (_, row) => [
    table.start(row),
    table.duration(row),
    table.parent(row),
    table.actor(row),
    table.operation(row),
    table.attempt(row),
    table.outcome(row),
    table.queue(row),
    table.network(row),
    table.backoff(row),
    table.pool(row),
  ])
}

/** The record with its last chunk once more. */
function twice(bytes: Uint8Array): Uint8Array {
  const lineEnd = bytes.indexOf(0x0a)
  const head = JSON.parse(new TextDecoder().decode(bytes.subarray(0, lineEnd)))
  const chunk = head.chunks.at(-1)
  const line = new TextEncoder().encode(JSON.stringify({ ...head, chunks: [...head.chunks, chunk] }))
  return new Uint8Array([...line, ...bytes.subarray(lineEnd), ...bytes.subarray(bytes.length - chunk.bytes)])
}

describe("a record", () => {
  it("reads as it was written", () => {
    const { run, recorder } = recorded("events")
    const read = readRecord(writeRecord(run, recorder))
    expect(rowsOf(read.spans)).toEqual(rowsOf(recorder.spans))
    expect(read.spans.count).toBeGreaterThan(2_000)
    expect(childIndex(read.spans)).toEqual(childIndex(recorder.spans))
    expect(read.events.count).toBe(run.events)
    const times = (table: typeof read.events) => Array.from({ length: table.count }, (_, row) => table.time(row))
    expect(times(read.events)).toEqual(times(recorder.events))
    expect(read.head).toMatchObject({
      scenario: { name: "shop", hash: plan.hash },
      seed: "Ω — λ",
      digest: run.digest,
      actors: ["ledger", "pay[0]", "pay[1]", "shop"],
      operations: ["charge", "insert"],
      fullAtNs: null,
    })
    const { ok, error } = read.head.requests
    expect(ok?.ended).toBeGreaterThan(700)
    expect(ok).toEqual({ ended: ok?.ended, whole: ok?.ended, alone: 0 })
    expect(error?.whole).toBeGreaterThan(0)
  })

  it("of spans holds no events, and the same spans and digest", () => {
    const [spans, events] = [recorded("spans"), recorded("events")]
    const read = readRecord(writeRecord(spans.run, spans.recorder))
    expect(read.events.count).toBe(0)
    expect(rowsOf(read.spans)).toEqual(rowsOf(events.recorder.spans))
    expect(read.head.digest).toBe(events.run.digest)
  })

  const { run, recorder } = recorded("spans")
  const bytes = writeRecord(run, recorder)
  const lineEnd = bytes.indexOf(0x0a)

  it.each([
    ["nothing", new Uint8Array(0), "no record"],
    ["another file", new Uint8Array([0x7b, 0x7d, 0x0a]), "no record"],
    ["no JSON", new Uint8Array([0x7b, 0x0a]), "no record"],
    ["its first line alone", bytes.slice(0, lineEnd + 1), "cut off"],
    ["a part of it", bytes.slice(0, -1), "cut off"],
    ["more than it", new Uint8Array([...bytes, 0]), "more in the file"],
    ["one whose rows do not follow each other", twice(bytes), "does not follow"],
    ["one with a chunk that is none", bytes.map((byte, at) => (at > lineEnd + 40 ? 0xff : byte)), "too long"],
  ])("is not read from %s", (_, wrong, message) => {
    expect(() => readRecord(wrong)).toThrow(RangeError)
    expect(() => readRecord(wrong)).toThrow(message)
  })
})
