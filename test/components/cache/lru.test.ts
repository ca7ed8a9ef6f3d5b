import { expect, it } from "vitest"
import { evictionFor, giveUp } from "./support/eviction.ts"

it("gives up what has not been touched for longest", () => {
  const made = evictionFor("lru", 4)
  for (const slot of [0, 1, 2, 3]) made.strategy.added(made.context, slot, slot)
  for (const slot of [1, 0, 0, 3]) made.strategy.touched(made.context, slot) // 3, 0, 1, 2 from new to old
  expect(giveUp(made, 4)).toEqual([2, 1, 0, 3])
})

it("takes a slot again that was removed", () => {
  const { strategy, context } = evictionFor("lru", 2)
  strategy.added(context, 0, 10)
  strategy.added(context, 1, 11)
  strategy.removed(context, 0)
  strategy.added(context, 0, 12)
  expect(strategy.victim(context)).toBe(1)
})
