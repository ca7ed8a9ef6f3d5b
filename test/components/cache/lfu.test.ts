import fc from "fast-check"
import { expect, it } from "vitest"
import { evictionFor, giveUp } from "./support/eviction.ts"

it("gives up the one with the fewest uses, of equals the one not used for longest", () => {
  const made = evictionFor("lfu", 4)
  for (const slot of [0, 1, 2, 3]) made.strategy.added(made.context, slot, slot)
  for (const slot of [0, 0, 1, 2, 1]) made.strategy.touched(made.context, slot) // uses 3, 3, 2, 1
  expect(giveUp(made, 4)).toEqual([3, 2, 0, 1])
})

it.each([
  [{}, 1],
  [{ history: "all-keys" }, 0],
])("with %j a key that comes back %#", (text, victim) => {
  const { strategy, context } = evictionFor("lfu", 2, text)
  strategy.added(context, 0, 50)
  strategy.added(context, 1, 60)
  strategy.touched(context, 0)
  strategy.touched(context, 1)
  strategy.touched(context, 1) // uses 2 and 3
  strategy.removed(context, 1)
  strategy.added(context, 1, 60) // 1, or 4
  expect(strategy.victim(context)).toBe(victim)
})

it("agrees with a search through all entries, whatever happens", () => {
  const step = fc.record({ what: fc.constantFrom("add", "touch", "touch", "remove"), slot: fc.nat(11) })
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const { strategy, context } = evictionFor("lfu", 12)
      const model = new Map<number, readonly [uses: number, usedAt: number]>()
      for (const [now, { what, slot }] of steps.entries()) {
        const known = model.get(slot)
        if (what === "add" && known === undefined) {
          strategy.added(context, slot, slot)
          model.set(slot, [1, now])
        } else if (what === "touch" && known !== undefined) {
          strategy.touched(context, slot)
          model.set(slot, [known[0] + 1, now])
        } else if (what === "remove" && known !== undefined) {
          strategy.removed(context, slot)
          model.delete(slot)
        }
        const [first] = [...model].sort(([, a], [, b]) => a[0] - b[0] || a[1] - b[1])
        if (first !== undefined) expect(strategy.victim(context)).toBe(first[0])
      }
    }),
  )
})
