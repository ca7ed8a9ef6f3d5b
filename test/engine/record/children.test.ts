import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { OK } from "../../../engine/frames/outcome.ts"
import { CHUNK_ROWS, childIndex, NO_ROW, partsOf, SpanTable } from "../../../engine/record/index.ts"

const NOTHING = { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }

/** [parent, start, end or null while open] in order of start. */
type Row = readonly [parent: number, startNs: number, endNs: number | null]

function tableOf(rows: readonly Row[]): SpanTable {
  const table = new SpanTable()
  for (const [parent, startNs] of rows) table.open(parent, startNs, 0)
  for (const [row, [, , endNs]] of rows.entries()) if (endNs !== null) table.close(row, endNs, OK, NOTHING)
  return table
}

function downstreamOf(rows: readonly Row[], row: number): number {
  const table = tableOf(rows)
  return partsOf(table, childIndex(table), row).downstreamNs
}

describe("downstream time", () => {
  test.each<[string, Row[], number]>([
    ["no children", [[NO_ROW, 0, 100]], 0],
    [
      "one after the other",
      [
        [NO_ROW, 0, 100],
        [0, 10, 30],
        [0, 40, 60],
      ],
      40,
    ],
    [
      "at once, counted once",
      [
        [NO_ROW, 0, 100],
        [0, 10, 60],
        [0, 20, 50],
        [0, 40, 70],
      ],
      60,
    ],
    [
      "touching",
      [
        [NO_ROW, 0, 100],
        [0, 10, 30],
        [0, 30, 50],
      ],
      40,
    ],
    [
      "a child that outlives its parent",
      [
        [NO_ROW, 0, 100],
        [0, 90, 500],
      ],
      10,
    ],
    [
      "a child that begins after its parent's end",
      [
        [NO_ROW, 0, 100],
        [0, 200, 500],
      ],
      0,
    ],
    [
      "a child that is still open",
      [
        [NO_ROW, 0, 100],
        [0, 75, null],
      ],
      25,
    ],
    [
      "grandchildren do not count",
      [
        [NO_ROW, 0, 100],
        [0, 10, 20],
        [1, 11, 90],
      ],
      10,
    ],
    [
      "an open span has no parts yet",
      [
        [NO_ROW, 0, null],
        [0, 10, 20],
      ],
      0,
    ],
  ])("%s", (_, rows, expected) => {
    expect(downstreamOf(rows, 0)).toBe(expected)
  })

  test("gives way to the waits recorded for the span itself", () => {
    const table = new SpanTable()
    table.open(NO_ROW, 0, 0)
    table.close(table.open(0, 0, 0), 90, OK, NOTHING)
    table.close(0, 100, OK, { queueNs: 10, networkNs: 20, backoffNs: 5, poolNs: 1 })
    const parts = { queueNs: 10, networkNs: 20, backoffNs: 5, poolNs: 1, downstreamNs: 64, serviceNs: 0 }
    expect(partsOf(table, childIndex(table), 0)).toEqual(parts)
  })
})

/** A random tree: each span has an earlier one for parent; times are small, so that instants coincide. */
const trees = fc
  .array(
    fc.record({
      parent: fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      gap: fc.integer({ min: 0, max: 5 }),
      length: fc.integer({ min: 0, max: 60 }),
      waits: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(9)),
      ends: fc.boolean(),
    }),
    { minLength: 1, maxLength: 60 },
  )
  .map((spans) => {
    let startNs = 0
    return spans.map((span, row) => {
      startNs += span.gap
      const [queueNs, networkNs, backoffNs, poolNs] = span.waits
      const endNs = startNs + Math.max(span.length, queueNs + networkNs + backoffNs + poolNs)
      const parent = Math.floor(span.parent * (row + 1)) - 1
      const parts = { queueNs, networkNs, backoffNs, poolNs }
      return { parent, startNs, endNs, parts, ends: span.ends || row % 4 !== 0 }
    })
  })

test("the parts of every span of a random tree add up to its duration", () => {
  fc.assert(
    fc.property(trees, (spans) => {
      const table = new SpanTable()
      for (const span of spans) table.open(span.parent, span.startNs, 0)
      for (const [row, span] of spans.entries()) if (span.ends) table.close(row, span.endNs, OK, span.parts)
      const children = childIndex(table)
      for (const [row, span] of spans.entries()) {
        const parts = partsOf(table, children, row)
        const sum = Object.values(parts).reduce((total, part) => total + part, 0)
        expect(sum).toBe(table.duration(row))
        expect(Math.min(...Object.values(parts))).toBeGreaterThanOrEqual(0)
        if (!span.ends) continue
        // Instant by instant, the slow way.
        const below = spans.filter((other) => other.parent === row)
        let covered = 0
        for (let t = span.startNs; t < span.endNs; t++)
          if (below.some((child) => child.startNs <= t && (!child.ends || t < child.endNs))) covered++
        const { queueNs, networkNs, backoffNs, poolNs } = span.parts
        const left = span.endNs - span.startNs - queueNs - networkNs - backoffNs - poolNs
        expect(parts.downstreamNs).toBe(Math.min(covered, left))
      }
    }),
    { numRuns: 300 },
  )
})

describe("the index of children", () => {
  test("lists each span's children in order", () => {
    const table = tableOf([
      [NO_ROW, 0, 9],
      [0, 1, 9],
      [NO_ROW, 2, 9],
      [1, 3, 9],
      [0, 4, 9],
    ])
    const { offsets, rows, firstRow } = childIndex(table)
    expect(firstRow).toBe(0)
    expect([...offsets]).toEqual([0, 2, 3, 3, 3, 3])
    expect([...rows]).toEqual([1, 4, 3])
  })

  test("of an empty table is empty", () => {
    expect(childIndex(new SpanTable())).toEqual({ offsets: new Uint32Array(1), rows: new Int32Array(0), firstRow: 0 })
  })

  test("begins with the first row that is held", () => {
    const table = new SpanTable()
    for (let row = 0; row < CHUNK_ROWS + 3; row++) table.open(row === CHUNK_ROWS ? NO_ROW : row - 1, row, 0)
    table.detach()
    table.open(5, CHUNK_ROWS + 3, 0)
    const { offsets, rows, firstRow } = childIndex(table)
    expect(firstRow).toBe(CHUNK_ROWS)
    expect([...offsets]).toEqual([0, 1, 2, 2, 2])
    expect([...rows]).toEqual([CHUNK_ROWS + 1, CHUNK_ROWS + 2])
  })
})
