import { describe, expect, test } from "vitest"
import { CHUNK_ROWS, EVENT_BYTES, EventChunk, EventTable } from "../../../engine/record/index.ts"

function fill(table: EventTable, from: number, count: number): void {
  for (let i = from; i < from + count; i++) table.append(i * 3e9, i % 65_536, i % 256, i % 2 === 0 ? i : -i)
}

function expectRows(table: EventTable, from: number, count: number): void {
  const wrong: number[] = []
  for (let i = from; i < from + count; i++) {
    const right =
      table.time(i) === i * 3e9 &&
      table.actor(i) === i % 65_536 &&
      table.kind(i) === i % 256 &&
      table.argument(i) === (i % 2 === 0 ? i : -i)
    if (!right) wrong.push(i)
  }
  expect(wrong).toEqual([])
}

function expectSame(left: EventTable, right: EventTable): void {
  const a = left.snapshot()
  const b = right.snapshot()
  expect([a.firstRow, a.count]).toEqual([b.firstRow, b.count])
  expect(Buffer.from(a.bytes).equals(b.bytes)).toBe(true)
}

describe("events", () => {
  test("are kept in 15 B each", () => {
    const table = new EventTable()
    fill(table, 0, 2 * CHUNK_ROWS)
    expectRows(table, 0, 2 * CHUNK_ROWS)
    expect(table.count).toBe(2 * CHUNK_ROWS)
    expect(EVENT_BYTES).toBe(15)
    expect(table.chunks.map((chunk) => chunk.buffer.byteLength / CHUNK_ROWS)).toEqual([15, 15])
    expect(table.bytes).toBe(2 * CHUNK_ROWS * 15)
  })

  test.each([
    [-1, 0],
    [65_536, 0],
    [0, -1],
    [0, 256],
  ])("of actor %d and kind %d are refused", (actor, kind) => {
    expect(() => new EventTable().append(0, actor, kind, 0)).toThrow("does not fit")
  })

  test("that were handed over can be read elsewhere", () => {
    const table = new EventTable()
    const elsewhere = new EventTable()
    fill(table, 0, CHUNK_ROWS)
    expect(table.detach()).toBeNull()
    fill(table, CHUNK_ROWS, 10)
    const chunk = table.detach()
    expect(table.detach()).toBeNull()
    if (chunk !== null) elsewhere.adopt(chunk)
    expectRows(elsewhere, 0, CHUNK_ROWS)
    expect(table.firstRow).toBe(CHUNK_ROWS)
    expect(() => table.time(0)).toThrow("not held")
    expect(() => table.time(CHUNK_ROWS + 10)).toThrow("not held")
    expect(() => elsewhere.adopt(new EventChunk(2 * CHUNK_ROWS, 1))).toThrow("missing")
    for (const rest of table.chunks) elsewhere.adopt(rest)
    expectRows(elsewhere, 0, CHUNK_ROWS + 10)
  })

  test.each([0, 1, CHUNK_ROWS - 1, CHUNK_ROWS, CHUNK_ROWS + 7])("go on from a snapshot after %d of them", (at) => {
    const original = new EventTable()
    fill(original, 0, at)
    const restored = new EventTable()
    restored.restore(structuredClone(original.snapshot()))
    expectSame(restored, original)
    fill(original, at, CHUNK_ROWS)
    fill(restored, at, CHUNK_ROWS)
    expect(restored.bytes).toBe(original.bytes)
    expect(restored.firstRow).toBe(Math.floor(Math.max(at - 1, 0) / CHUNK_ROWS) * CHUNK_ROWS)
    expectRows(restored, restored.firstRow, at + CHUNK_ROWS - restored.firstRow)
    expectSame(restored, original)
  })
})
