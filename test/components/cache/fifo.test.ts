import { expect, it } from "vitest"
import { evictionFor, giveUp } from "./support/eviction.ts"

it("gives up in the order of coming, whatever is touched", () => {
  const made = evictionFor("fifo", 4)
  for (const slot of [2, 0, 3, 1]) made.strategy.added(made.context, slot, slot)
  for (const slot of [2, 2, 0]) made.strategy.touched(made.context, slot)
  expect(giveUp(made, 4)).toEqual([2, 0, 3, 1])
})

it("a slot that is used again is new", () => {
  const made = evictionFor("fifo", 3)
  for (const slot of [0, 1, 2]) made.strategy.added(made.context, slot, slot)
  made.strategy.removed(made.context, 0)
  made.strategy.added(made.context, 0, 9)
  expect(giveUp(made, 3)).toEqual([1, 2, 0])
})
