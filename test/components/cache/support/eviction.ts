import type { EvictionContext } from "../../../../components/cache/eviction-strategy.ts"
import { EVICTIONS } from "../../../../components/cache/evictions.ts"
import { createStream, type Plain, seedWords } from "../../../../engine/index.ts"

/** A strategy by kind, with parameters in the document's words, and its state for so many slots. */
export function evictionFor(kind: string, slots: number, text: object = {}) {
  const strategy = EVICTIONS.get(kind)
  if (strategy === undefined) throw new Error(kind)
  const context: EvictionContext<unknown, Plain> = {
    params: strategy.params.parse(text),
    state: strategy.state(slots),
    random: createStream(seedWords("1"), "cache", "eviction"),
    now: 0,
  }
  return { strategy, context }
}

/** Gives up so many entries, one after the other: their slots. */
export function giveUp({ strategy, context }: ReturnType<typeof evictionFor>, count: number): readonly number[] {
  return Array.from({ length: count }, () => {
    const victim = strategy.victim(context)
    strategy.removed(context, victim)
    return victim
  })
}
