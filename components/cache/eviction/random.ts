import * as z from "zod"
import { pickIndex } from "../../../engine/index.ts"
import { defineEviction } from "../eviction-strategy.ts"
import { wider } from "../order.ts"

/** The slots in use without gaps, and where each stands among them. */
type State = { readonly used: Int32Array; readonly placeOf: Int32Array; count: number }

/**
 * Gives up any entry, all alike. Needs to know nothing of their use; under independent requests it hits as often as
 * first in, first out, and no pattern of requests is worse for it than another of the same popularities.
 */
export const random = defineEviction<Record<string, never>, State>({
  kind: "random",
  title: "Random",
  summary: "Any entry goes, all with the same chance.",
  sources: [
    "E. Gelenbe, A unified approach to the evaluation of a class of replacement algorithms, IEEE Trans. Computers 22(6), 1973: hits as often as FIFO under independent requests",
    "Redis, evict.c: allkeys-random",
  ],
  params: z.strictObject({}),
  presets: {},
  state: (slots) => ({ used: new Int32Array(slots), placeOf: new Int32Array(slots), count: 0 }),
  grown: ({ used, placeOf, count }, slots) => ({ used: wider(used, slots), placeOf: wider(placeOf, slots), count }),
  added: ({ state }, slot) => {
    state.used[state.count] = slot
    state.placeOf[slot] = state.count++
  },
  touched: () => {},
  removed: ({ state }, slot) => {
    const place = state.placeOf[slot] ?? 0
    const last = state.used[--state.count] ?? 0
    state.used[place] = last
    state.placeOf[last] = place
  },
  victim: ({ state, random: words }) => {
    words.step()
    return state.used[pickIndex(words.a, state.count)] ?? -1
  },
})
