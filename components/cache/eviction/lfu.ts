import * as z from "zod"
import { choice } from "../../kit/schema.ts"
import { defineEviction } from "../eviction-strategy.ts"
import { wider } from "../order.ts"

const params = z.strictObject({
  history: choice(["entries", "all-keys"])
    .default("entries")
    .describe("Counts the uses of what is in the cache only, or goes on counting keys that had to make room"),
})

type State = {
  /** Slots in use, as a heap: each before the two at twice its place and one or two more. */
  readonly heap: Int32Array
  readonly placeOf: Int32Array
  readonly uses: Float64Array
  /** When it was used last, in uses of any entry. */
  readonly usedAt: Float64Array
  readonly keys: Float64Array
  count: number
  clock: number
  /** Uses of keys that are not in the cache. */
  readonly past: Map<number, number>
}

/**
 * Gives up the entry with the fewest uses, of equals the one not used for longest. Nothing ever counts less for being
 * old, so what was popular yesterday stays. A newcomer goes again with the next one, unless its past uses count: that
 * comes to the best there is where popularity stays the same, after hundreds of requests for each entry.
 */
export const lfu = defineEviction<z.output<typeof params>, State>({
  kind: "lfu",
  title: "Least frequently used",
  summary: "The entry with the fewest uses goes first.",
  sources: [
    "L. Breslau et al., Web Caching and Zipf-like Distributions, INFOCOM 1999: perfect LFU counts keys out of the cache too, in-cache LFU does not",
  ],
  params,
  presets: { perfect: { history: "all-keys" } },
  state: (slots) => ({
    heap: new Int32Array(slots),
    placeOf: new Int32Array(slots),
    uses: new Float64Array(slots),
    usedAt: new Float64Array(slots),
    keys: new Float64Array(slots),
    count: 0,
    clock: 0,
    past: new Map(),
  }),
  grown: (state, slots) => ({
    ...state,
    heap: wider(state.heap, slots),
    placeOf: wider(state.placeOf, slots),
    uses: widerNumbers(state.uses, slots),
    usedAt: widerNumbers(state.usedAt, slots),
    keys: widerNumbers(state.keys, slots),
  }),
  added: ({ state }, slot, key) => {
    state.keys[slot] = key
    state.uses[slot] = (state.past.get(key) ?? 0) + 1
    state.usedAt[slot] = state.clock++
    rise(state, state.count++, slot)
  },
  touched: ({ state }, slot) => {
    state.uses[slot] = (state.uses[slot] ?? 0) + 1
    state.usedAt[slot] = state.clock++
    sink(state, state.placeOf[slot] ?? 0, slot)
  },
  removed: ({ state, params }, slot) => {
    if (params.history === "all-keys") state.past.set(state.keys[slot] ?? 0, state.uses[slot] ?? 0)
    const place = state.placeOf[slot] ?? 0
    const last = state.heap[--state.count] ?? 0
    if (last === slot) return
    sink(state, place, last)
    rise(state, state.placeOf[last] ?? 0, last)
  },
  victim: ({ state }) => state.heap[0] ?? -1,
  order: (state) => state.heap.slice(0, state.count).sort((one, other) => (isBefore(state, one, other) ? -1 : 1)),
})

function isBefore({ uses, usedAt }: State, one: number, other: number): boolean {
  const more = (uses[one] ?? 0) - (uses[other] ?? 0)
  return more < 0 || (more === 0 && (usedAt[one] ?? 0) < (usedAt[other] ?? 0))
}

function put({ heap, placeOf }: State, place: number, slot: number): void {
  heap[place] = slot
  placeOf[slot] = place
}

/** Puts a slot at a free place, or further up. */
function rise(state: State, from: number, slot: number): void {
  let place = from
  while (place > 0) {
    const above = (place - 1) >> 1
    const other = state.heap[above] ?? 0
    if (!isBefore(state, slot, other)) break
    put(state, place, other)
    place = above
  }
  put(state, place, slot)
}

/** Puts a slot at a free place, or further down. */
function sink(state: State, from: number, slot: number): void {
  let place = from
  for (;;) {
    let below = 2 * place + 1
    if (below >= state.count) break
    if (below + 1 < state.count && isBefore(state, state.heap[below + 1] ?? 0, state.heap[below] ?? 0)) below++
    const other = state.heap[below] ?? 0
    if (!isBefore(state, other, slot)) break
    put(state, place, other)
    place = below
  }
  put(state, place, slot)
}

function widerNumbers(from: Float64Array, slots: number): Float64Array {
  const to = new Float64Array(slots)
  to.set(from)
  return to
}
