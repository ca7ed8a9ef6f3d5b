import { describe, expect, it } from "vitest"
import { EVICTIONS } from "../../../components/cache/evictions.ts"
import { Store } from "../../../components/cache/store.ts"
import { createStream, seedWords } from "../../../engine/index.ts"
import { evictionFor, giveUp } from "./support/eviction.ts"

const KINDS = [...EVICTIONS.values()].flatMap(({ kind, presets }) => [
  [kind, {}] as const,
  ...Object.values(presets).map((preset) => [kind, preset] as const),
])

/** Keys that are asked for, and which of them are found: a scan now and then among popular keys. */
function answersOf(kind: string, text: object, from = 0, store = storeOf(kind, text)): readonly boolean[] {
  const random = createStream(seedWords("7"), "test", `keys ${from}`)
  return Array.from({ length: 3000 }, (_, at) => {
    random.step()
    const key = at % 500 > 400 ? at : ((random.a >>> 0) % 12) * ((random.b >>> 0) % 9)
    const found = store.find(at, key) === 0
    if (!found) store.put(at, key, 1, Number.POSITIVE_INFINITY)
    return found
  })
}

function storeOf(kind: string, text: object): Store {
  const { strategy, context } = evictionFor(kind, 1, text)
  return new Store({ entriesMax: 20, bytesMax: Number.POSITIVE_INFINITY }, strategy, context.params, context.random)
}

describe.each(KINDS)("eviction strategy %s %j", (kind, text) => {
  it("gives up every slot in use once, also after growing", () => {
    const made = evictionFor(kind, 4, text)
    const { strategy, context } = made
    for (let slot = 0; slot < 4; slot++) strategy.added(context, slot, 100 + slot)
    context.state = strategy.grown(context.state, 8)
    for (let slot = 4; slot < 8; slot++) strategy.added(context, slot, 100 + slot)
    strategy.touched(context, 2)
    strategy.removed(context, 5)
    expect([...giveUp(made, 7)].sort()).toEqual([0, 1, 2, 3, 4, 6, 7])
  })

  it("has state that can be cloned, presets that parse, and says what it is", () => {
    const { strategy, context } = evictionFor(kind, 4, text)
    strategy.added(context, 3, 100)
    expect(structuredClone(context.state)).toEqual(context.state)
    for (const preset of Object.values(strategy.presets)) expect(strategy.params.safeParse(preset).success).toBe(true)
    expect(strategy.params.safeParse({ noSuchParameter: 1 }).success).toBe(false)
    expect(strategy.summary.endsWith(".")).toBe(true)
    expect(strategy.sources.length).toBeGreaterThan(0)
  })

  it("goes on from a snapshot as if nothing had happened", () => {
    const first = storeOf(kind, text)
    answersOf(kind, text, 0, first)
    const saved = structuredClone(first.snapshot())
    const wanted = answersOf(kind, text, 1, first)
    const second = storeOf(kind, text)
    second.restore(saved)
    expect(answersOf(kind, text, 1, second)).toEqual(wanted)
  })
})

it("every two of them keep other entries under the same requests", () => {
  const answers = KINDS.map(([kind, text]) => answersOf(kind, text).join())
  expect(new Set(answers).size).toBe(KINDS.length)
})
