import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { ERROR, IN_FLIGHT, OK, TIMEOUT } from "../../../engine/frames/outcome.ts"
import { CHUNK_ROWS, NO_ACTOR, NO_ROW, SPAN_BYTES, SpanChunk, SpanTable } from "../../../engine/record/index.ts"
import { uniforms } from "./traffic.ts"

const NOTHING = { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }

/** All that a table says about a row. */
function rowOf(table: SpanTable, row: number): Record<string, number> {
  return {
    start: table.start(row),
    duration: table.duration(row),
    parent: table.parent(row),
    actor: table.actor(row),
    operation: table.operation(row),
    attempt: table.attempt(row),
    outcome: table.outcome(row),
    queue: table.queue(row),
    network: table.network(row),
    backoff: table.backoff(row),
    pool: table.pool(row),
  }
}

describe("a span", () => {
  test("is in flight until it is closed", () => {
    const table = new SpanTable()
    const root = table.open(NO_ROW, 100, 7)
    const row = table.open(root, 150, 8)
    const begun = { parent: root, start: 150, operation: 8, duration: 0, queue: 0, network: 0, backoff: 0, pool: 0 }
    expect(rowOf(table, row)).toEqual({ ...begun, actor: NO_ACTOR, attempt: 0, outcome: IN_FLIGHT })
    table.place(row, 3, 2)
    expect(rowOf(table, row)).toEqual({ ...begun, actor: 3, attempt: 2, outcome: IN_FLIGHT })
    const isRoot = table.close(row, 450, TIMEOUT, { queueNs: 1, networkNs: 20, backoffNs: 30, poolNs: 40 })
    expect(isRoot).toBe(false)
    expect(rowOf(table, row)).toEqual({
      ...{ parent: root, start: 150, operation: 8, actor: 3, attempt: 2, outcome: TIMEOUT },
      ...{ duration: 300, queue: 1, network: 20, backoff: 30, pool: 40 },
    })
    expect(table.close(root, 500, OK, NOTHING)).toBe(true)
    expect(table.outcome(root)).toBe(OK)
  })

  test.each([0, 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1, 2 ** 32, 2 ** 40, 2 ** 53 - 1])("holds times of %d ns", (ns) => {
    const table = new SpanTable()
    const parts = ["queueNs", "networkNs", "backoffNs", "poolNs"] as const
    for (const part of parts) table.close(table.open(NO_ROW, 0, 0), ns, OK, { ...NOTHING, [part]: ns })
    const rows = parts.map((_, row) => rowOf(table, row))
    expect(rows.map((row) => row.duration)).toEqual([ns, ns, ns, ns])
    expect(rows.map((row) => [row.queue, row.network, row.backoff, row.pool])).toEqual([
      [ns, 0, 0, 0],
      [0, ns, 0, 0],
      [0, 0, ns, 0],
      [0, 0, 0, ns],
    ])
  })

  test.each([
    [0, 0],
    [15, 15],
    [16, 15],
    [1000, 15],
  ])("attempt %d reads %d", (attempt, kept) => {
    const table = new SpanTable()
    table.place(table.open(NO_ROW, 0, 0), 0, attempt)
    expect(table.attempt(0)).toBe(kept)
  })

  test.each([0, 15, 40_000, 65_535])("of a client %d names it, whatever becomes of it", (caller) => {
    const table = new SpanTable()
    const row = table.open(NO_ROW, 0, 0, caller)
    const below = table.open(row, 0, 0, caller)
    expect([table.caller(row), table.attempt(row), table.outcome(row)]).toEqual([caller, 0, IN_FLIGHT])
    table.place(row, 7, 15)
    table.place(below, 7, 15)
    table.close(row, 1, OK, NOTHING)
    expect([table.caller(row), table.attempt(row), table.outcome(row), table.actor(row)]).toEqual([caller, 15, OK, 7])
    expect([table.caller(below), table.attempt(below)]).toEqual([NO_ACTOR, 15])
  })

  test("is refused when it breaks what readers rely on", () => {
    const table = new SpanTable()
    const row = table.open(NO_ROW, 100, 0)
    expect(() => table.open(NO_ROW, 99, 0)).toThrow("begins before")
    expect(() => table.open(NO_ROW, 100, 65_536)).toThrow("operation")
    expect(() => table.place(row, NO_ACTOR, 0)).toThrow("actor")
    expect(() => table.close(row, 110, OK, { ...NOTHING, queueNs: 6, poolNs: 5 })).toThrow("longer than it")
    expect(() => table.close(row, 90, OK, NOTHING)).toThrow("longer than it")
    expect(() => table.close(row, 110, IN_FLIGHT, NOTHING)).toThrow("without an outcome")
    table.close(row, 110, OK, NOTHING)
    expect(() => table.close(row, 110, OK, NOTHING)).toThrow("closed twice")
    expect(() => table.start(1)).toThrow("not held")
  })
})

/** Tells tables the same random story of `count` spans, `live` of them open at a time, calling `between` after each. */
function story(count: number, live: number, tables: SpanTable[], between: (i: number) => void): void {
  const random = uniforms(count)
  const open: { row: number; startNs: number }[] = []
  let nowNs = 0
  const closeOne = (): void => {
    const at = Math.floor(random() * open.length)
    const span = open[at]
    const last = open.pop()
    if (span === undefined || last === undefined) return
    if (at < open.length) open[at] = last
    const third = Math.floor((nowNs - span.startNs) / 3)
    const parts = {
      queueNs: third,
      networkNs: 0,
      backoffNs: random() < 0.1 ? third : 0,
      poolNs: random() < 0.1 ? 5 : 0,
    }
    if (third >= 5) for (const table of tables) table.close(span.row, nowNs, ERROR, parts)
    else for (const table of tables) table.close(span.row, nowNs, OK, NOTHING)
  }
  for (let i = 0; i < count; i++) {
    nowNs += random() < 0.01 ? 5e9 : Math.floor(random() * 1000)
    const parent = open.at(-1)?.row ?? NO_ROW
    for (const table of tables)
      if (table.open(parent, nowNs, i % 9) !== i) throw new Error(`row ${i} has another number`)
    open.push({ row: i, startNs: nowNs })
    if (open.length > 2) {
      const late = open[Math.floor(random() * open.length)]
      if (late !== undefined) for (const table of tables) table.place(late.row, i % 100, i % 3)
    }
    if (open.length > live) closeOne()
    between(i)
  }
}

function expectSameRows(left: SpanTable, right: SpanTable): void {
  expect(left.count).toBe(right.count)
  expect(left.firstRow).toBe(right.firstRow)
  for (const [i, chunk] of left.chunks.entries()) {
    const other = right.chunks[i]
    // Byte for byte rather than row by row: the same, and a hundred times faster.
    const a = Buffer.from(chunk.resized(chunk.count).buffer)
    const b = Buffer.from(other?.resized(other.count).buffer ?? new ArrayBuffer(0))
    expect(a.equals(b)).toBe(true)
    expect(chunk.closed).toBe(other?.closed)
    expect(chunk.sparse).toEqual(other?.sparse)
  }
}

describe("chunks", () => {
  test("take 32 B a span and few more for what stands beside the columns", () => {
    const table = new SpanTable()
    for (let i = 0; i < 2 * CHUNK_ROWS; i++) {
      // Back-off or pool time for one span in twenty.
      const parts = { ...NOTHING, backoffNs: i % 20 === 0 ? 1 : 0 }
      table.close(table.open(NO_ROW, i, 0), i + 1, OK, parts)
    }
    expect(SPAN_BYTES).toBe(32)
    expect(table.chunks.map((chunk) => chunk.buffer.byteLength)).toEqual([32 * CHUNK_ROWS, 32 * CHUNK_ROWS])
    // 40 B for each of the values beside the columns.
    expect(table.bytes).toBe(2 * CHUNK_ROWS * 32 + Math.ceil((2 * CHUNK_ROWS) / 20) * 40)
  })

  test("that leave with spans open can be completed by whoever takes them", () => {
    const whole = new SpanTable()
    const recorded = new SpanTable()
    const elsewhere = new SpanTable()
    story(3 * CHUNK_ROWS + 500, 300, [whole, recorded], (i) => {
      if (i % 1000 !== 0) return
      const chunk = recorded.detach()
      if (chunk !== null) {
        const moved = structuredClone(chunk.buffer, { transfer: [chunk.buffer] })
        const copy = new SpanChunk(chunk.firstRow, chunk.capacity, moved)
        for (const [key, value] of chunk.sparse) copy.sparse.set(key, value)
        copy.count = chunk.count
        copy.closed = chunk.closed
        elsewhere.adopt(copy)
      }
      for (const late of recorded.takeLate()) elsewhere.complete(late)
    })
    expect(recorded.firstRow).toBe(3 * CHUNK_ROWS)
    expect(recorded.bytes).toBe(whole.bytes)
    for (const late of recorded.takeLate()) elsewhere.complete(late)
    for (const chunk of recorded.chunks) elsewhere.adopt(chunk)
    expectSameRows(elsewhere, whole)
    expect(() => recorded.start(0)).toThrow("not held")
    expect(() => elsewhere.adopt(new SpanChunk(CHUNK_ROWS, 1))).toThrow("missing")
    expect(() => elsewhere.adopt(new SpanChunk(5, 1))).toThrow("begin")
  })

  test("that are not held refuse a second close all the same", () => {
    const table = new SpanTable()
    const row = table.open(NO_ROW, 0, 0)
    for (let i = 0; i < CHUNK_ROWS; i++) table.open(NO_ROW, 1, 0)
    table.detach()
    table.close(row, 10, OK, NOTHING)
    expect(() => table.close(row, 10, OK, NOTHING)).toThrow("closed twice")
    expect(table.takeLate()).toEqual([{ row, actor: NO_ACTOR, attempt: 0, outcome: OK, durationNs: 10, ...NOTHING }])
    expect(table.takeLate()).toEqual([])
  })
})

describe("a table restored from a snapshot", () => {
  test.each([
    ["before the first span", 0, 10],
    ["in the first chunk", 1234, 300],
    ["with spans open in an earlier chunk", CHUNK_ROWS + 100, 300],
    ["at the end of a chunk", CHUNK_ROWS, 300],
    ["with more spans open than a chunk has rows", CHUNK_ROWS + 900, CHUNK_ROWS + 50],
  ])("%s goes on with identical rows", (_, at, live) => {
    const original = new SpanTable()
    const restored = new SpanTable()
    const tables = [original]
    if (at === 0) {
      restored.restore(structuredClone(original.snapshot()))
      tables.push(restored)
    }
    let before = new SpanTable()
    story(at + CHUNK_ROWS + 9000, live, tables, (i) => {
      if (i + 1 !== at) return
      restored.restore(structuredClone(original.snapshot()))
      before = new SpanTable()
      for (const chunk of original.chunks)
        if (chunk.firstRow < restored.firstRow) before.adopt(chunk.resized(CHUNK_ROWS))
      tables.push(restored)
    })
    expect(restored.bytes).toBe(original.bytes)
    expect(restored.firstRow).toBe(Math.floor(Math.max(at - 1, 0) / CHUNK_ROWS) * CHUNK_ROWS)
    restored.precede(before.chunks)
    expect([restored.firstRow, restored.bytes]).toEqual([0, original.bytes])
    expectSameRows(restored, original)
  })

  test("of a restored table is that of the original", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 20 }), (count, live) => {
        const original = new SpanTable()
        story(count, live, [original], () => undefined)
        const restored = new SpanTable()
        restored.restore(original.snapshot())
        expect(restored.snapshot()).toEqual(original.snapshot())
      }),
      { numRuns: 30 },
    )
  })
})
