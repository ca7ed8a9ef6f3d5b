import * as z from "zod"
import type { Stream } from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { choice, count } from "../kit/schema.ts"
import { drawUp, drawWeighted, isLessBusy, triesMax } from "./draw.ts"

/** Chosen: more candidates than that are nearly all of them. */
const choicesMax = 16

interface Params {
  readonly choices: number
  readonly draws: "uniform" | "weighted"
  readonly distinct: boolean
}

/**
 * Samples a few backends and takes the one with the fewest of the caller's own calls in flight for its weight; the
 * first of equals. Nearly as even as looking at all of them, and cheap. One step of chance a pick.
 */
export const powerOfChoices = defineStrategy<Params, Record<string, never>>({
  kind: "power-of-choices",
  title: "Power of choices",
  summary: "The less busy of a few backends drawn by chance.",
  sources: [
    "Envoy LEAST_REQUEST, equal weights: picks with replacement, keeps the first on ties",
    "nginx, ngx_http_upstream_random_module.c: random two least_conn, by weight, never the same one twice, 20 tries",
    "HAProxy configuration manual, balance random(2): two draws by weight",
    "M. Mitzenmacher, The Power of Two Choices in Randomized Load Balancing, IEEE TPDS 12(10), 2001",
  ],
  params: z.strictObject({
    choices: count()
      .min(1)
      .max(choicesMax)
      .default(2)
      .describe("Backends drawn for a request (Envoy choice_count, default 2)"),
    draws: choice(["uniform", "weighted"])
      .default("uniform")
      .describe("Each backend alike (Envoy), or in proportion to weight (nginx, HAProxy)"),
    distinct: z.boolean().default(false).describe("Draws again for a backend that is the best so far (nginx)"),
  }),
  presets: {
    envoy: { choices: 2 },
    haproxy: { choices: 2, draws: "weighted" },
    nginx: { choices: 2, draws: "weighted", distinct: true },
  },
  followsWeights: () => true,
  state: () => ({}),
  pick: ({ params, random }, backends) => {
    random.step()
    let best = -1
    for (let drawn = 0; drawn < params.choices; drawn++) {
      let index = draw(params, backends, random, drawn * triesMax)
      if (index < 0) return -1
      const triesLeft = params.distinct ? triesMax : 0
      for (let tried = 1; tried < triesLeft && index === best; tried++) {
        index = draw(params, backends, random, (tried * choicesMax + drawn) * triesMax)
      }
      if (best < 0 || isLessBusy(backends, index, best)) best = index
    }
    return best
  },
})

function draw({ draws }: Params, backends: Backends, words: Stream, first: number): number {
  return draws === "uniform" ? drawUp(backends, words, first) : drawWeighted(backends, words, first)
}
