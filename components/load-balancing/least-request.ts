import * as z from "zod"
import { hashTriple, pickIndex, pow, type Stream } from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { choice, count, ratio } from "../kit/schema.ts"
import { drawUp, triesMax } from "./draw.ts"
import { createDeadlines, type Deadlines, earliest, postpone } from "./turns/deadlines.ts"

interface Params {
  readonly selection: "draws" | "full-scan"
  readonly choices: number
  readonly activeRequestBias: number
}

type State = { readonly deadlines: Deadlines }

/**
 * Envoy's two algorithms of one name. With equal weights it looks at calls in flight, of a few backends or of all;
 * with unequal weights it gives turns by weight / (calls in flight + 1)^bias and looks at one backend's calls only,
 * when that has had its turn: a slow backend is then shunned far less. One step of chance a pick.
 */
export const leastRequest = defineStrategy<Params, State>({
  kind: "least-request",
  title: "Least request (Envoy)",
  summary: "The less busy of a few backends; where weights differ, turns by weight over calls in flight.",
  sources: [
    "Envoy, least_request_lb.cc: choices with replacement, FULL_SCAN with a fair draw among equals",
    "Envoy docs, load_balancers.rst: weight 2 with 4 active requests counts as 2 / (4 + 1)^1 = 0.4",
  ],
  params: z.strictObject({
    selection: choice(["draws", "full-scan"])
      .default("draws")
      .describe("Equal weights: the least busy of some drawn by chance, or of all"),
    choices: count().min(1).max(100).default(2).describe("Backends drawn for a request (Envoy choice_count)"),
    activeRequestBias: ratio()
      .max(10)
      .default(1)
      .describe("Unequal weights: the power of calls in flight in a turn's weight; 0 counts weight alone"),
  }),
  presets: { envoy: {}, "full-scan": { selection: "full-scan" } },
  followsWeights: () => true,
  state: (backends) => ({ deadlines: createDeadlines(backends) }),
  pick: ({ params, state, random }, backends) => {
    random.step()
    if (!areWeightsEqual(backends)) return nextTurn(state.deadlines, backends, params.activeRequestBias)
    return params.selection === "draws" ? leastOfDrawn(backends, random, params.choices) : leastOfAll(backends, random)
  },
})

/** What a backend weighs in its next turn. */
export function effectiveWeight(weight: number, active: number, bias: number): number {
  return weight / (bias === 1 ? active + 1 : pow(active + 1, bias))
}

function nextTurn(deadlines: Deadlines, backends: Backends, bias: number): number {
  const index = earliest(deadlines, backends)
  if (index >= 0)
    postpone(deadlines, index, effectiveWeight(backends.weightOf(index), backends.inFlightOf(index), bias))
  return index
}

/** Whether all that are up weigh the same. */
function areWeightsEqual(backends: Backends): boolean {
  let weight = -1
  for (let index = 0; index < backends.length; index++) {
    if (!backends.isUp(index)) continue
    if (weight >= 0 && backends.weightOf(index) !== weight) return false
    weight = backends.weightOf(index)
  }
  return true
}

function leastOfDrawn(backends: Backends, words: Stream, choices: number): number {
  let best = -1
  for (let drawn = 0; drawn < choices; drawn++) {
    const index = drawUp(backends, words, drawn * triesMax)
    if (best < 0 || backends.inFlightOf(index) < backends.inFlightOf(best)) best = index
  }
  return best
}

function leastOfAll(backends: Backends, words: Stream): number {
  let best = -1
  let equals = 0
  for (let index = 0; index < backends.length; index++) {
    if (!backends.isUp(index)) continue
    const more = best < 0 ? -1 : backends.inFlightOf(index) - backends.inFlightOf(best)
    if (more > 0) continue
    equals = more < 0 ? 1 : equals + 1
    // The n-th of equals takes the place of those before it once in n times, which is fair to all.
    if (more < 0 || pickIndex(hashTriple(words.a, words.b, index), equals) === 0) best = index
  }
  return best
}
