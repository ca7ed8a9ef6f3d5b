import fc from "fast-check"
import { describe, expect, it, test } from "vitest"
import { DELAY_KINDS, delayTable, firstTimeNs } from "../../../bench/hold/delays.ts"
import { Race } from "./race.ts"

/** 1 to 2^40 ns, with every scale as likely, and ties. */
const delayNs = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc
    .tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 1023 }))
    .map(([e, m]) => Math.ceil((2 ** e * m) / 1023)),
  fc.constant(1e6),
)
const step = fc.oneof(
  { weight: 8, arbitrary: fc.record({ do: fc.constant("insert" as const), delayNs }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant("pop" as const), times: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("remove" as const), index: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("flood" as const), count: fc.nat({ max: 80 }), delayNs }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("reload" as const) }) },
)

function drain(race: Race): void {
  for (let left = race.size; left > 0; left--) if (race.pop() < 0) throw new Error("it is empty too early")
  expect(race.pop()).toBe(-1)
  expect(race.size).toBe(0)
  expect(race.live).toBe(0)
}

test("every queue pops in the same order, whatever is inserted, removed, saved and put back", () => {
  const sequence = fc.constantFrom(0, 2 ** 31 - 20, -1)
  fc.assert(
    fc.property(fc.array(step, { maxLength: 300 }), sequence, (steps, first) => {
      const race = new Race(first)
      for (const each of steps) {
        if (each.do === "insert") race.insert(each.delayNs)
        else if (each.do === "remove") race.remove(each.index)
        else if (each.do === "reload") race.reload()
        else if (each.do === "flood") for (let i = 0; i < each.count; i++) race.insert(each.delayNs + (i % 7) * i)
        else for (let i = 0; i < each.times; i++) race.pop()
      }
      drain(race)
    }),
    { numRuns: 150 },
  )
})

describe.each(DELAY_KINDS)("%s delays", (kind) => {
  it.each([
    [10, 400],
    [100, 3000],
    [12_000, 6000],
  ])("with %i events pending keep their order over %i steps", (pending, steps) => {
    const delays = delayTable(kind)
    const race = new Race(2 ** 31 - 5000)
    for (let index = 0; index < pending; index++) race.insert(firstTimeNs(kind, delays, index))
    for (let index = 0; index < steps; index++) {
      race.pop()
      race.insert(delays[index] ?? 1)
      // Now and then one is taken back, from near and far, and another set.
      if (index % 50 === 0) {
        race.remove((index * 31) % race.handles.length)
        race.insert(delays[index + 1] ?? 1)
      }
      if (index === steps >> 1) race.reload()
    }
    expect(race.live).toBe(race.size)
    drain(race)
  })
})

it.each([
  ["at one instant", (race: Race) => race.insert(1000)],
  [
    "a second apart, then back to nanoseconds",
    (race: Race, index: number) => race.insert(index % 2 === 0 ? index : index * 1e9),
  ],
  ["at the end of time", (race: Race, index: number) => race.insert(8e15 + (index % 5) * 1e14)],
  ["earlier and earlier", (race: Race, index: number) => race.insert(1e9 - index * 1e5)],
])("ten thousand events %s come out in order, twice", (_name, insert) => {
  const race = new Race()
  for (let round = 0; round < 2; round++) {
    for (let index = 0; index < 10_000; index++) insert(race, index)
    for (let index = 0; index < 50; index++) race.pop()
    // The oldest, the newest and some between: both ends of every list.
    for (let index = 0; index < 500; index++) {
      for (const place of [index, 9999 - index, index * 18]) race.remove(place + round * 10_000)
    }
    drain(race)
    race.nowNs = 0
  }
})
