import { describe, expect, it } from "vitest"
import { EventPool } from "../../../engine/queue/event-pool.ts"

describe("EventPool", () => {
  it("keeps what it is given, to the ends of the ranges", () => {
    const pool = new EventPool()
    const rows = [
      [0, 0, 0, 0],
      [Number.MAX_SAFE_INTEGER, 2 ** 23 - 1, 255, 2 ** 31 - 1],
      [1, -(2 ** 23), 7, -(2 ** 31)],
      [Infinity, -1, 0, 5],
    ] as const
    const slots = rows.map(([timeNs, actor, kind, argument]) => pool.allocate(timeNs, actor, kind, argument))
    expect(
      slots.map((slot) => [pool.timeOf(slot), pool.actorOf(slot), pool.kindOf(slot), pool.argumentOf(slot)]),
    ).toEqual(rows)
    expect(pool.live).toBe(4)
  })

  it("refuses a stale handle, also when the slot is taken again, and one of a slot never used", () => {
    const pool = new EventPool()
    const slot = pool.allocate(5, 0, 0, 0)
    const first = pool.handle(slot)
    expect(pool.slotOf(first)).toBe(slot)
    pool.free(slot)
    expect(pool.slotOf(first)).toBe(-1)
    expect(pool.allocate(6, 0, 0, 0)).toBe(slot)
    expect([pool.slotOf(first), pool.slotOf(pool.handle(slot)), pool.slotOf(-1), pool.slotOf(99)]).toEqual([
      -1,
      slot,
      -1,
      -1,
    ])
  })

  it("has 512 handles for a slot, and while it is free refuses all of them", () => {
    const pool = new EventPool()
    const handles = new Set<number>()
    for (let round = 0; round < 600; round++) {
      const slot = pool.allocate(round, 0, 0, 0)
      handles.add(pool.handle(slot))
      pool.free(slot)
    }
    expect(handles.size).toBe(512)
    expect([...handles].filter((handle) => pool.slotOf(handle) >= 0)).toEqual([])
  })

  it("takes 32 B a slot and reuses slots, last freed first", () => {
    const pool = new EventPool()
    const slots = Array.from({ length: 1000 }, (_, index) => pool.allocate(index, 0, 0, index))
    expect(pool.columns.byteLength).toBe(1024 * 32)
    expect(slots.map((slot) => pool.argumentOf(slot))).toEqual(slots.map((_, index) => index))
    for (const slot of slots.slice(0, 10)) pool.free(slot)
    expect(pool.live).toBe(990)
    expect(slots.slice(0, 10).map(() => pool.allocate(0, 0, 0, 0))).toEqual(slots.slice(0, 10).reverse())
  })

  it("orders by time, then by sequence across its wrap-around", () => {
    const pool = new EventPool()
    pool.restore({ ...pool.snapshot(), sequenceNext: 2 ** 31 - 1 })
    const slots = [3, 3, 2].map((time) => pool.allocate(time, 0, 0, 0))
    const [before = 0, behind = 0, earliest = 0] = slots
    expect([pool.before(before, behind), pool.before(behind, before), pool.before(earliest, before)]).toEqual([
      true,
      false,
      true,
    ])
  })

  it("comes back from a snapshot with its free list, handles and sequence", () => {
    const pool = new EventPool()
    const slots = Array.from({ length: 100 }, (_, index) => pool.allocate(index, 1, 2, index))
    for (const slot of slots.slice(20, 40)) pool.free(slot)
    const copy = new EventPool()
    copy.restore(structuredClone(pool.snapshot()))
    expect(copy.snapshot()).toEqual(pool.snapshot())
    expect(copy.live).toBe(80)
    const [ours, theirs] = [pool, copy].map((each) => each.handle(each.allocate(7, 0, 0, 0)))
    expect(theirs).toBe(ours)
  })
})
