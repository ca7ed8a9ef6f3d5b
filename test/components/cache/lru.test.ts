import { describe, expect, it } from "vitest"
import type { EvictionContext } from "../../../components/cache/eviction-strategy.ts"
import { EVICTIONS } from "../../../components/cache/evictions.ts"
import { createStream, type Plain, seedWords } from "../../../engine/index.ts"

function setUp(kind: string, slots: number) {
  const strategy = EVICTIONS.get(kind)
  if (strategy === undefined) throw new Error(kind)
  const random = createStream(seedWords("1"), "cache", "eviction")
  const context: EvictionContext<unknown, Plain> = {
    params: strategy.params.parse({}),
    state: strategy.state(slots),
    random,
    now: 0,
  }
  return { strategy, context }
}

describe.each([...EVICTIONS.keys()])("eviction strategy %s", (kind) => {
  it("gives up every slot in use once, also after growing", () => {
    const { strategy, context } = setUp(kind, 4)
    for (let slot = 0; slot < 4; slot++) strategy.added(context, slot)
    context.state = strategy.grown(context.state, 8)
    for (let slot = 4; slot < 8; slot++) strategy.added(context, slot)
    strategy.touched(context, 2)
    strategy.removed(context, 5)
    const given: number[] = []
    for (let left = 0; left < 7; left++) {
      const victim = strategy.victim(context)
      given.push(victim)
      strategy.removed(context, victim)
    }
    expect([...given].sort()).toEqual([0, 1, 2, 3, 4, 6, 7])
  })

  it("has state that can be cloned, presets that parse, and says what it is", () => {
    const { strategy, context } = setUp(kind, 4)
    strategy.added(context, 3)
    expect(structuredClone(context.state)).toEqual(context.state)
    for (const preset of Object.values(strategy.presets)) expect(strategy.params.safeParse(preset).success).toBe(true)
    expect(strategy.summary.endsWith(".")).toBe(true)
    expect(strategy.sources.length).toBeGreaterThan(0)
  })
})

describe("least recently used", () => {
  it("gives up what has not been touched for longest", () => {
    const { strategy, context } = setUp("lru", 4)
    for (const slot of [0, 1, 2, 3]) strategy.added(context, slot)
    for (const slot of [1, 0, 0, 3]) strategy.touched(context, slot) // 3, 0, 1, 2 from new to old
    const order: number[] = []
    for (let left = 0; left < 4; left++) {
      order.push(strategy.victim(context))
      strategy.removed(context, strategy.victim(context))
    }
    expect(order).toEqual([2, 1, 0, 3])
  })

  it("takes a slot again that was removed", () => {
    const { strategy, context } = setUp("lru", 2)
    strategy.added(context, 0)
    strategy.added(context, 1)
    strategy.removed(context, 0)
    strategy.added(context, 0)
    expect(strategy.victim(context)).toBe(1)
  })
})
