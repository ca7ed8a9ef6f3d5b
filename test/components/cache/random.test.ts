import { expect, it } from "vitest"
import { evictionFor } from "./support/eviction.ts"

it("gives up every entry with the same chance, also after others have gone", () => {
  const { strategy, context } = evictionFor("random", 8)
  for (let slot = 0; slot < 8; slot++) strategy.added(context, slot, slot)
  for (const slot of [7, 0, 3]) strategy.removed(context, slot)
  const counts = new Map<number, number>()
  for (let drawn = 0; drawn < 10_000; drawn++) {
    const victim = strategy.victim(context)
    counts.set(victim, (counts.get(victim) ?? 0) + 1)
  }
  expect([...counts.keys()].sort()).toEqual([1, 2, 4, 5, 6])
  // 2000 each; four and a half standard deviations of 40.
  for (const count of counts.values()) expect(Math.abs(count - 2000)).toBeLessThan(180)
})
