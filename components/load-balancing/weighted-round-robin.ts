import * as z from "zod"
import { pickIndex } from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { choice } from "../kit/schema.ts"
import { nextUp } from "./draw.ts"
import { type Block, blockTurn, createBlock } from "./turns/block.ts"
import { createDeadlines, type Deadlines, earliest, postpone } from "./turns/deadlines.ts"
import { smoothTurn } from "./turns/smooth.ts"
import { createWheel, shuffleWheel, wheelTurn } from "./turns/wheel.ts"

interface Params {
  readonly mode: "block" | "nginx-smooth" | "earliest-deadline-first" | "shuffled-wheel"
  readonly start: "first" | "random"
}

type State = {
  isStarted: boolean
  readonly block: Block
  readonly deadlines: Deadlines
  readonly current: Float64Array
  /** All zero: in turns by weight alone everybody is as loaded as everybody else. */
  readonly load: Float64Array
  readonly wheel: Uint16Array
  /** The slot of the wheel after the last one taken. */
  slot: number
}

/** Turns skipped for a random start, at most (chosen). */
const skippedMax = 10_000

/**
 * Gives each backend as many turns as its weight. Blind to how busy or slow a backend is. The modes differ in how
 * evenly a heavy backend's turns lie among the others': `block` sends it a burst.
 */
export const weightedRoundRobin = defineStrategy<Params, State>({
  kind: "weighted-round-robin",
  title: "Weighted round robin",
  summary: "Each backend in turn, as often as its weight says.",
  sources: [
    "nginx, ngx_http_upstream_round_robin.c: the highest current weight, 5:1:1 gives aabacaa",
    "Envoy, source/common/upstream/edf_scheduler.h: deadlines 1/weight apart, 5:1:1 gives aaaabca; random start",
    "Kong, kong/runloop/balancer/round_robin.lua: a wheel shuffled once",
  ],
  params: z.strictObject({
    mode: choice(["block", "nginx-smooth", "earliest-deadline-first", "shuffled-wheel"])
      .default("nginx-smooth")
      .describe(
        "A backend's turns one after the other, by nginx's current weights, by Envoy's deadlines, or in the order of a wheel shuffled once (Kong)",
      ),
    start: choice(["first", "random"])
      .default("first")
      .describe("Where in the round a caller begins; callers that begin at the same place choose the same backends"),
  }),
  presets: {
    envoy: { mode: "earliest-deadline-first", start: "random" },
    kong: { mode: "shuffled-wheel" },
    nginx: { mode: "nginx-smooth" },
    traefik: { mode: "earliest-deadline-first" },
  },
  followsWeights: ({ mode }) => mode === "nginx-smooth" || mode === "earliest-deadline-first",
  state: (backends, { mode }) => ({
    isStarted: false,
    block: createBlock(backends),
    deadlines: createDeadlines(backends),
    current: new Float64Array(backends.length),
    load: new Float64Array(backends.length),
    wheel: mode === "shuffled-wheel" ? createWheel(backends) : new Uint16Array(0),
    slot: 0,
  }),
  pick: ({ params, state, random }, backends) => {
    if (!state.isStarted) begin(params, state, backends, random)
    return turn(params, state, backends)
  },
})

function begin(params: Params, state: State, backends: Backends, random: { step(): void; a: number; b: number }): void {
  state.isStarted = true
  random.step()
  shuffleWheel(state.wheel, random)
  if (params.start === "first") return
  let total = 0
  for (let index = 0; index < backends.length; index++) total += Math.ceil(backends.weightOf(index))
  let skipped = pickIndex(random.b, Math.max(1, Math.min(skippedMax, total)))
  while (skipped-- > 0) turn(params, state, backends)
}

function turn({ mode }: Params, state: State, backends: Backends): number {
  if (mode === "block") return blockTurn(state.block, backends)
  if (mode === "nginx-smooth") {
    const first = nextUp(backends, backends.length - 1)
    return first < 0 ? -1 : smoothTurn(backends, state.current, state.load, first)
  }
  if (mode === "shuffled-wheel") {
    const slot = wheelTurn(state.wheel, state.slot, backends)
    // A backend without a slot is chosen only where no other is up.
    if (slot < 0) return nextUp(backends, backends.length - 1)
    state.slot = slot + 1
    return state.wheel[slot] ?? -1
  }
  const index = earliest(state.deadlines, backends)
  if (index >= 0) postpone(state.deadlines, index, backends.weightOf(index))
  return index
}
