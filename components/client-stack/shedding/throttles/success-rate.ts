import * as z from "zod"
import { NS_PER_S, pow, uniform01 } from "../../../../engine/index.ts"
import { duration, rate, ratio, share } from "../../../kit/schema.ts"
import type { PolicyContext } from "../../leaf.ts"
import { IGNORED, SUCCEEDED } from "../../results.ts"
import { addToSlices, createSlices, type Slices, totalOf, turnSlices } from "../../windows/slices.ts"
import { defineThrottle } from "./contract.ts"

const CALLS = 0
const SUCCESSES = 1

const params = z.strictObject({
  threshold: share({ min: "1%" }).prefault("95%").describe("Turns away nothing while this share succeeds"),
  aggression: ratio().min(1).max(100).default(1).describe("Above 1, turns away more for the same share"),
  rejectedShareMax: share().prefault("80%").describe("Never turns away more than this share"),
  rateMin: rate().prefault("0/s").describe("Turns away nothing below so many calls a second"),
  window: duration({ min: "1s", max: "1h" }).prefault("30s").describe("Looks back over so many seconds"),
})

type Params = z.output<typeof params>
type State = { readonly seconds: Slices }

/**
 * Turns calls away once fewer than a threshold of the latest ones succeeded. Those turned away are not counted, so that
 * the share tells of the callee alone; a fifth always gets through to notice that it is better.
 */
export const successRate = defineThrottle<Params, State>({
  kind: "success-rate",
  title: "Admission control",
  summary: "Turns calls away by how far the share of successes is below a threshold.",
  sources: ["Envoy, admission_control filter: window 30 s, threshold 95 %, aggression 1, at most 80 %"],
  params,
  presets: { envoy: {} },
  judges: "health",
  state: ({ window }) => ({ seconds: createSlices(Math.floor(window / NS_PER_S), 2) }),
  admit: (context) => {
    const { params, random } = context
    random.step()
    turn(context)
    const calls = totalOf(context.state.seconds, CALLS)
    if (calls * NS_PER_S < params.rateMin * params.window) return true
    const excess = (calls - totalOf(context.state.seconds, SUCCESSES) / params.threshold) / (calls + 1)
    if (excess <= 0) return true
    const rejected = params.aggression === 1 ? excess : pow(excess, 1 / params.aggression)
    return uniform01(random.a, random.b) >= Math.min(rejected, params.rejectedShareMax)
  },
  settled: (context, result) => {
    if (result === IGNORED) return
    turn(context)
    addToSlices(context.state.seconds, CALLS, 1)
    if (result === SUCCEEDED) addToSlices(context.state.seconds, SUCCESSES, 1)
  },
})

function turn({ state, now }: PolicyContext<Params, State>): void {
  turnSlices(state.seconds, Math.floor(now / NS_PER_S))
}
