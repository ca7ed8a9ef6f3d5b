import fc from "fast-check"
import { expect, it } from "vitest"
import {
  addToSlices,
  clearSlices,
  createSlices,
  totalOf,
  turnSlices,
} from "../../../../components/client-stack/windows/slices.ts"

const event = fc.record({
  pause: fc.integer({ min: 0, max: 9 }),
  column: fc.integer({ min: 0, max: 1 }),
  amount: fc.integer({ min: -9, max: 9 }),
})

it("holds what was counted in the latest slices, like a list of all that was ever counted", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.array(event, { maxLength: 60 }), (count, events) => {
      const slices = createSlices(count, 2)
      const log: { slice: number; column: number; amount: number }[] = []
      let slice = 0
      for (const { pause, column, amount } of events) {
        slice += pause
        turnSlices(slices, slice)
        addToSlices(slices, column, amount)
        log.push({ slice, column, amount })
        for (const one of [0, 1]) {
          const wanted = log.filter((entry) => entry.column === one && entry.slice > slice - count)
          expect(totalOf(slices, one)).toBe(wanted.reduce((sum, entry) => sum + entry.amount, 0))
        }
      }
    }),
  )
})

it("turned slice by slice it is as turned at once", () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 40 }), fc.integer({ min: 0, max: 20 }), (events, idle) => {
      const [steps, leap] = [createSlices(4, 2), createSlices(4, 2)]
      let slice = 0
      for (const { pause, column, amount } of [...events, { pause: idle, column: 0, amount: 1 }]) {
        for (let turned = 0; turned < pause; turned++) turnSlices(steps, ++slice)
        turnSlices(leap, slice)
        for (const one of [steps, leap]) addToSlices(one, column, amount)
      }
      expect(steps).toEqual(leap)
    }),
  )
})

it("does not turn back, and can be emptied", () => {
  const slices = createSlices(3, 1)
  turnSlices(slices, 5)
  addToSlices(slices, 0, 7)
  turnSlices(slices, 2)
  expect([slices.newest, totalOf(slices, 0)]).toEqual([5, 7])
  clearSlices(slices)
  expect(totalOf(slices, 0)).toBe(0)
})
