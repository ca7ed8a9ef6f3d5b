import { describe, expect, it } from "vitest"
import { type Plain, part } from "../../engine/index.ts"
import { COLUMN_SHIFT, NEXT, PLACE_FREE, PLACE_LANE, PLACE_MASK, STATE } from "../../engine/queue/event-columns.ts"
import { differenceOf } from "./difference.ts"
import { momentOf, recordedRun } from "./moment.ts"
import { stateDifference } from "./same-state.ts"
import { SCENARIOS } from "./scenarios.ts"
import { shortened } from "./shortened.ts"

const plan = shortened(SCENARIOS.find(({ name }) => name === "stress")?.text ?? "", 4_000)
const { snapshot } = momentOf(recordedRun(plan), 3_000)

function partAt(saved: Plain, path: string): Plain {
  return path.split(".").reduce<Plain>((whole, name) => part(whole, name), saved)
}

function intsAt(saved: Plain, path: string): Int32Array {
  const found = partAt(saved, path)
  if (!(found instanceof Int32Array)) throw new TypeError(`${path} holds no integers`)
  return found
}

/** Index of the first link to the next slot from a slot in such a place. */
function linkIn(columns: Int32Array, place: number): number {
  for (let at = 1 << COLUMN_SHIFT; at < columns.length; at += 1 << COLUMN_SHIFT)
    if (((columns[at + STATE] ?? 0) & PLACE_MASK) === place) return at + NEXT
  throw new Error("no slot is in that place")
}

describe("the comparison of states", () => {
  it("takes no notice of how the queue lays events out", () => {
    const other = structuredClone(snapshot)
    const slots = intsAt(other, "estate.kernel.queue.slots").reverse()
    const columns = intsAt(other, "estate.kernel.pool.columns")
    for (const slot of slots) columns[(slot << COLUMN_SHIFT) + NEXT] = 7
    expect(slots.length).toBeGreaterThan(3)
    expect(stateDifference(other, snapshot)).toBeNull()
  })

  it.each([
    ["a frame", "estate.kernel.frames.ints", () => 5],
    ["the list of free slots", "estate.kernel.pool.columns", (columns: Int32Array) => linkIn(columns, PLACE_FREE)],
    ["a lane", "estate.kernel.pool.columns", (columns: Int32Array) => linkIn(columns, PLACE_LANE)],
    ["an event's sequence number", "estate.kernel.pool.columns", () => (1 << COLUMN_SHIFT) + 2],
  ])("sees a difference in %s", (_, path, indexIn) => {
    const other = structuredClone(snapshot)
    const ints = intsAt(other, path)
    const at = indexIn(ints)
    ints[at] = (ints[at] ?? 0) ^ 1
    expect(stateDifference(other, snapshot)).toMatch(new RegExp(`^\\.${path.replaceAll(".", "\\.")}\\.\\d+: `))
  })
})

describe("the difference of plain data", () => {
  // [found, expected, what differs]
  it.each<[Plain, Plain, string | null]>([
    [{ a: [1, { b: "x" }] }, { a: [1, { b: "x" }] }, null],
    [{ a: Number.NaN }, { a: Number.NaN }, null],
    [new Map([["a", 1]]), new Map([["a", 2]]), ".a: 1, 2"],
    [{ a: [1, 2] }, { a: [1, 3] }, ".a.1: 2, 3"],
    [{ a: 0 }, { a: -0 }, ".a: 0, 0"],
    [{ a: Int32Array.of(1, 2) }, { a: Int32Array.of(1) }, ".a: 2 parts, 1 parts"],
    [{ a: Int32Array.of(1) }, { a: [1] }, ".a: [object Int32Array], [object Array]"],
    [{ a: undefined }, { b: undefined }, ".a: only one has it"],
    [{ a: null }, { a: undefined }, ".a: [object Null], [object Undefined]"],
  ])("%o, %o", (found, expected, difference) => {
    expect(differenceOf(found, expected)).toBe(difference)
  })
})
