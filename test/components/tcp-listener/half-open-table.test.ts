import fc from "fast-check"
import { expect, it } from "vitest"
import { HalfOpenTable, NO_ENTRY } from "../../../components/tcp-listener/half-open-table.ts"
import { createStream, exponential, seedWords } from "../../../engine/index.ts"

const table = (size: number, lifeNs: number, dropsOldest = false) => new HalfOpenTable({ size, lifeNs, dropsOldest })

/** Blocking of Poisson arrivals at `load` erlangs by `size` places, by the usual recursion. */
function erlangB(size: number, load: number): number {
  let blocked = 1
  for (let places = 1; places <= size; places++) blocked = (load * blocked) / (places + load * blocked)
  return blocked
}

// Insensitive to how long an entry stays: with one life for all it is Erlang's formula too.
it.each([
  [10, 5],
  [10, 12],
  [64, 60],
  [64, 90],
])("turns away as many as Erlang B says, of %i places under %i erlangs", (size, load) => {
  const random = createStream(seedWords("erlang"), "flood", `${size} ${load}`)
  const gaps = exponential({ mean: 1e9 / load })
  const full = table(size, 1e9)
  let nowNs = 0
  let blocked = 0
  const count = 200_000
  for (let index = 0; index < count; index++) {
    random.step()
    nowNs += gaps.sample(random.a, random.b)
    if (full.add(nowNs) === NO_ENTRY) blocked++
  }
  const expected = erlangB(size, load)
  // Neighbours are alike: about `load` arrivals share one state of the table, at most 5 % of what is expected.
  expect(Math.abs(blocked / count / expected - 1)).toBeLessThan(0.05)
})

it("keeps an entry for its life and no longer, unless it is completed", () => {
  const one = table(2, 100)
  expect([one.add(0), one.add(10), one.add(20)]).toEqual([0, 1, NO_ENTRY])
  expect(one.complete(30, 1)).toBe(true)
  expect(one.complete(30, 1)).toBe(false)
  expect([one.add(40), one.add(99), one.add(100)]).toEqual([2, NO_ENTRY, 3])
  expect(one.complete(140, 2)).toBe(false)
})

it("makes the oldest go where it is told to", () => {
  const one = table(2, 100, true)
  expect([one.add(0), one.add(10), one.add(20)]).toEqual([0, 1, 2])
  expect([one.complete(21, 0), one.complete(21, 1), one.evicted]).toEqual([false, true, 1])
})

it("never holds more than its size, nor anything past its time", () => {
  const steps = fc.array(fc.tuple(fc.nat(50), fc.boolean()), { maxLength: 200 })
  fc.assert(
    fc.property(steps, fc.integer({ min: 1, max: 8 }), fc.boolean(), (all, size, dropsOldest) => {
      const tried = table(size, 100, dropsOldest)
      const model = new Map<number, number>()
      let nowNs = 0
      for (const [gap, completes] of all) {
        nowNs += gap
        for (const [entry, atNs] of model) if (atNs <= nowNs) model.delete(entry)
        const entry = tried.add(nowNs)
        if (entry === NO_ENTRY) expect([dropsOldest, model.size]).toEqual([false, size])
        else {
          const [oldest] = model.keys()
          if (model.size === size && oldest !== undefined) model.delete(oldest)
          model.set(entry, nowNs + 100)
          if (completes) expect(tried.complete(nowNs, entry)).toBe(model.delete(entry))
        }
        expect(tried.length).toBe(model.size)
      }
    }),
    { numRuns: 100, seed: 3 },
  )
})
