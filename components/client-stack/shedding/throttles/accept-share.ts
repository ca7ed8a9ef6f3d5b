import * as z from "zod"
import { uniform01 } from "../../../../engine/index.ts"
import { duration, ratio } from "../../../kit/schema.ts"
import { SUCCEEDED } from "../../results.ts"
import { addToSlices, createSlices, type Slices, totalOf, turnSlices } from "../../windows/slices.ts"
import { defineThrottle } from "./contract.ts"

/** Slices of the window (chosen): it moves on by less than a hundredth at a time. */
const SLICES = 120

const REQUESTS = 0
const ACCEPTED = 1

const params = z.strictObject({
  multiplier: ratio().min(1).max(100).default(2).describe("Calls that go out for each one accepted (K)"),
  window: duration({ min: "1s" }).prefault("120s").describe("Looks back so far"),
})

/**
 * Lets out about K calls for each one that the callee accepted lately, the rest is turned away at once. The callee still
 * refuses all but one of K; less means less waste, and longer until a recovery is noticed.
 */
export const acceptShare = defineThrottle<z.output<typeof params>, { readonly slices: Slices }>({
  kind: "accept-share",
  title: "Client throttling",
  summary: "Turns calls away so that about K go out for each one accepted in the latest minutes.",
  sources: [
    "Site Reliability Engineering (Google, 2016), ch. 21, Handling Overload: max(0, (requests - K accepts) / (requests + 1)), K = 2, two minutes",
  ],
  params,
  presets: { sre: {} },
  judges: "acceptance",
  state: () => ({ slices: createSlices(SLICES, 2) }),
  admit: ({ state, params, random, now }) => {
    random.step()
    turnSlices(state.slices, Math.floor(now / (params.window / SLICES)))
    const requests = totalOf(state.slices, REQUESTS)
    const excess = requests - params.multiplier * totalOf(state.slices, ACCEPTED)
    // What is turned away here counts as a request too: that is what keeps the share steady.
    addToSlices(state.slices, REQUESTS, 1)
    return uniform01(random.a, random.b) * (requests + 1) >= excess
  },
  settled: ({ state, params, now }, result) => {
    if (result !== SUCCEEDED) return
    turnSlices(state.slices, Math.floor(now / (params.window / SLICES)))
    addToSlices(state.slices, ACCEPTED, 1)
  },
})
