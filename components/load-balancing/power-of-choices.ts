import * as z from "zod"
import { hashTriple, pickIndex } from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { count } from "../kit/schema.ts"

/** Draws for one candidate before it is taken from the next backend that is up: nginx, `random two`, 20 tries. */
const triesMax = 20

/**
 * Samples a few backends, with replacement, and takes the one with the fewest of the caller's own calls in flight for
 * its weight; the first of equals. Nearly as even as looking at all of them, and cheap. One step of chance a pick.
 */
export const powerOfChoices = defineStrategy<{ readonly choices: number }, Record<string, never>>({
  kind: "power-of-choices",
  title: "Power of choices",
  summary: "The less busy of a few backends drawn by chance.",
  sources: [
    "Envoy LEAST_REQUEST, equal weights: picks with replacement, keeps the first on ties",
    "M. Mitzenmacher, The Power of Two Choices in Randomized Load Balancing, IEEE TPDS 12(10), 2001",
  ],
  params: z.strictObject({
    choices: count().min(1).max(16).default(2).describe("Backends drawn for a request (Envoy choice_count, default 2)"),
  }),
  presets: { envoy: { choices: 2 } },
  state: () => ({}),
  pick: ({ params, random }, backends) => {
    random.step()
    let best = -1
    for (let drawn = 0; drawn < params.choices; drawn++) {
      const index = draw(backends, random, drawn * triesMax)
      if (index < 0) return -1
      if (best < 0 || index === best) best = index
      else if (
        backends.inFlightOf(index) * backends.weightOf(best) <
        backends.inFlightOf(best) * backends.weightOf(index)
      )
        best = index
    }
    return best
  },
})

/** A backend that is up; further words come from a hash of the step's two, so that a pick takes one step whatever happens. */
function draw(backends: Backends, words: { readonly a: number; readonly b: number }, first: number): number {
  let index = 0
  for (let tried = 0; tried < triesMax; tried++) {
    index = pickIndex(hashTriple(words.a, words.b, first + tried), backends.length)
    if (backends.isUp(index)) return index
  }
  for (let tried = 0; tried < backends.length; tried++) {
    index = index + 1 < backends.length ? index + 1 : 0
    if (backends.isUp(index)) return index
  }
  return -1
}
