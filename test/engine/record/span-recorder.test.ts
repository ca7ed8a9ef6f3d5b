import { isDeepStrictEqual } from "node:util"
import { describe, expect, test } from "vitest"
import { ERROR, OK } from "../../../engine/frames/outcome.ts"
import { copyPlain } from "../../../engine/kernel/plain.ts"
import { CHUNK_ROWS, NO_ROW, SpanRecorder, type SpanTable } from "../../../engine/record/index.ts"
import { type Rows, Traffic } from "./traffic.ts"

const MISSED = { operation: 0, actor: 1, startNs: 0, endNs: 10, queueNs: 1, networkNs: 2, backoffNs: 3, poolNs: 4 }
const NOTHING = { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }

/** Tells several recorders the same, and fails when they do not give the same rows. */
function together(recorders: readonly SpanRecorder[]): Rows {
  return {
    event: (...event) => {
      for (const recorder of recorders) recorder.event(...event)
    },
    open: (...span) => {
      const rows = recorders.map((recorder) => recorder.open(...span))
      if (new Set(rows).size !== 1) throw new Error(`rows ${rows.join(", ")} for one span`)
      return rows[0] ?? NO_ROW
    },
    place: (...span) => {
      for (const recorder of recorders) recorder.place(...span)
    },
    close: (...span) => {
      for (const recorder of recorders) recorder.close(...span)
    },
    missed: (root) => {
      for (const recorder of recorders) recorder.missed(root)
    },
  }
}

function countRoots(table: SpanTable): number {
  let roots = 0
  for (let row = 0; row < table.count; row++) if (table.parent(row) === NO_ROW) roots++
  return roots
}

describe("a sample", () => {
  test.each([0, 0.1, 0.5, 1])("of %d of the requests keeps whole trees", (sampleShare) => {
    const all = new SpanRecorder({ level: "spans" })
    new Traffic(4000).play(all)
    const some = new SpanRecorder({ level: "spans", sampleShare })
    new Traffic(4000).play(some)
    const roots = countRoots(some.spans)
    // Binomial: four standard deviations of 4,000 requests are at most 4 × 32.
    expect(Math.abs(roots - 4000 * sampleShare)).toBeLessThanOrEqual(sampleShare % 1 === 0 ? 0 : 127)
    expect(Math.abs(some.spans.count - all.spans.count * sampleShare)).toBeLessThanOrEqual(all.spans.count * 0.04)
    const [ok, error] = [some.sampleOf(OK), some.sampleOf(ERROR)]
    expect(ok.ended + error.ended).toBe(4000)
    expect(ok.whole + error.whole).toBe(roots)
    expect(ok.ended).toBe(all.sampleOf(OK).ended)
    // Failures are few enough here to be kept all, one way or the other; nothing else is kept alone.
    expect(error.whole + error.alone).toBe(error.ended)
    expect(error.ended).toBeGreaterThan(40)
    expect(ok.alone).toBe(0)
    expect(some.missedRoots.length).toBe(error.alone)
  })

  test("keeps an even sample of failures up to its limit", () => {
    const recorder = new SpanRecorder({ level: "spans", sampleShare: 0, failuresPerOutcomeMax: 100 })
    for (let root = 0; root < 50_000; root++) recorder.missed({ ...MISSED, root, outcome: root % 50 === 7 ? 2 : ERROR })
    expect(recorder.sampleOf(ERROR).ended).toBe(49_000)
    for (const outcome of [ERROR, 2]) {
      const { alone } = recorder.sampleOf(outcome)
      const roots = recorder.missedRoots.filter((root) => root.outcome === outcome).map(({ root }) => root)
      expect(roots.length).toBe(alone)
      expect(alone).toBeLessThanOrEqual(100)
      // Between halvings at least about 50 are left: four standard deviations below are 22.
      expect(alone).toBeGreaterThanOrEqual(22)
      // From all of the run: each half holds half of them, within four standard deviations of at most 100.
      const early = roots.filter((root) => root < 25_000).length
      expect(Math.abs(early - alone / 2)).toBeLessThanOrEqual(20)
      expect(roots).toEqual([...roots].sort((a, b) => a - b))
    }
    expect(recorder.missedRoots[0]).toEqual({ ...MISSED, root: recorder.missedRoots[0]?.root, outcome: ERROR })
  })

  test("may keep no failures", () => {
    const recorder = new SpanRecorder({ level: "spans", sampleShare: 0, failuresPerOutcomeMax: 0 })
    recorder.missed({ ...MISSED, root: 1, outcome: ERROR })
    expect(recorder.sampleOf(ERROR)).toEqual({ ended: 1, whole: 0, alone: 0 })
    expect(recorder.missedRoots).toEqual([])
  })

  test("is refused when it is no share", () => {
    expect(() => new SpanRecorder({ level: "spans", sampleShare: 1.5 })).toThrow("between 0 and 1")
    expect(() => new SpanRecorder({ level: "spans", sampleShare: -0.1 })).toThrow("between 0 and 1")
  })
})

describe("memory", () => {
  const SPAN_CHUNK = 32 * CHUNK_ROWS
  const EVENT_CHUNK = 15 * CHUNK_ROWS

  test("ends the recording when it is used up", () => {
    const recorder = new SpanRecorder({ level: "spans", bytesMax: 2 * SPAN_CHUNK })
    for (let i = 0; i < 2 * CHUNK_ROWS; i++) recorder.open(NO_ROW, i, 0, i)
    expect(recorder.fullAtNs).toBeNull()
    expect(recorder.open(5, 200_000, 0, 5)).toBe(NO_ROW)
    expect(recorder.fullAtNs).toBe(200_000)
    expect(recorder.open(NO_ROW, 300_000, 0, 0)).toBe(NO_ROW)
    expect(recorder.fullAtNs).toBe(200_000)
    expect(recorder.spans.count).toBe(2 * CHUNK_ROWS)
    expect(recorder.bytes).toBe(2 * SPAN_CHUNK)
    recorder.close(5, 300_000, OK, NOTHING)
    expect(recorder.spans.duration(5)).toBe(299_995)
  })

  test("is shared by spans and events, which end together", () => {
    const recorder = new SpanRecorder({ level: "events", bytesMax: SPAN_CHUNK + EVENT_CHUNK })
    expect(recorder.open(NO_ROW, 0, 0, 0)).toBe(0)
    for (let i = 0; i < CHUNK_ROWS + 10; i++) recorder.event(i, 0, 0, 0)
    expect(recorder.events.count).toBe(CHUNK_ROWS)
    expect(recorder.fullAtNs).toBe(CHUNK_ROWS)
    expect(recorder.open(NO_ROW, CHUNK_ROWS + 20, 0, 1)).toBe(NO_ROW)
  })

  test("too small for a chunk records nothing", () => {
    const recorder = new SpanRecorder({ level: "spans", bytesMax: SPAN_CHUNK - 1 })
    expect(recorder.open(NO_ROW, 42, 0, 0)).toBe(NO_ROW)
    expect(recorder.fullAtNs).toBe(42)
    expect(recorder.bytes).toBe(0)
  })
})

test.each([
  ["spans", false],
  ["events", true],
] as const)("the level %s says what it keeps", (level, keepsEvents) => {
  const recorder = new SpanRecorder({ level })
  expect([recorder.keepsSpans, recorder.keepsEvents]).toEqual([true, keepsEvents])
})

describe("a recorder restored from a snapshot", () => {
  test.each([
    ["whole", {}],
    ["sampled", { sampleShare: 0.3, failuresPerOutcomeMax: 20 }],
    ["soon full", { bytesMax: 58 * CHUNK_ROWS }],
  ])("goes on as the one it was taken from: %s", (_, options) => {
    const original = new SpanRecorder({ level: "events", ...options })
    const restored = new SpanRecorder({ level: "events", ...options })
    const traffic = new Traffic(12_000)
    traffic.play(original, Math.floor(traffic.length / 3))
    restored.restore(structuredClone(copyPlain(original.snapshot(), "the record")))
    traffic.play(together([original, restored]))
    // Not toEqual, which takes seconds over a megabyte.
    expect(isDeepStrictEqual(restored.snapshot(), original.snapshot())).toBe(true)
    expect(restored.missedRoots).toEqual(original.missedRoots)
    expect(restored.bytes).toBe(original.bytes)
    expect(restored.fullAtNs).toBe(original.fullAtNs)
    expect(original.fullAtNs === null).toBe(!("bytesMax" in options))
    for (const outcome of [OK, ERROR]) expect(restored.sampleOf(outcome)).toEqual(original.sampleOf(outcome))
  })

  test("refuses what is no record", () => {
    expect(() => new SpanRecorder({ level: "spans" }).restore(null)).toThrow("no record")
  })
})
