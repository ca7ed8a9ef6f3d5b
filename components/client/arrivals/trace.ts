import { NS_PER_S } from "../../../engine/index.ts"
import { csvFile, durationValues, listOf, numberBetween } from "../../kit/distribution/parameters.ts"
import type { DistributionPlan } from "../../kit/distribution/plan.ts"
import type { Values } from "../../kit/notation/notation.ts"
import { parseDuration } from "../../kit/units.ts"
import { defineArrivals, type Resolve } from "./contract.ts"
import { waitUntil } from "./gaps.ts"
import { durationParameter } from "./parameters.ts"

/** Arrivals as they were measured, instant by instant. It shows one day only, and no other load than that day's. */
export const trace = defineArrivals({
  kind: "trace",
  title: "Trace",
  summary: "Replays instants from a file or a list, in order of time.",
  sources: ["chosen: instants count from when the client begins to send; what lies behind `repeat` is left out"],
  notation: {
    parameters: {
      file: csvFile(durationValues, "arrivals.csv"),
      at: listOf("durations", (input) => parseDuration(input)),
      speed: numberBetween({ above: 0, max: 1e6 }, "2"),
      repeat: durationParameter("1ns", "1h"),
    },
    positional: "file",
    forms: [
      {
        required: ["file"],
        optional: ["speed", "repeat"],
        build: (values) => replay({ kind: "empirical", file: values.get("file") }, values),
      },
      {
        required: ["at"],
        optional: ["speed", "repeat"],
        build: (values) => replay({ kind: "empirical", samples: values.get<readonly number[]>("at") }, values),
      },
    ],
  },
  prepare: ({ instants, speed, repeatNs }, resolve) => {
    const recorded = Float64Array.from(instantsOf(instants, resolve)).sort()
    const kept = repeatNs === undefined ? recorded : recorded.filter((atNs) => atNs < repeatNs)
    return { atNs: kept.map((atNs) => atNs / speed), periodNs: (repeatNs ?? Infinity) / speed }
  },
  ratePerSecond: ({ atNs, periodNs }) => {
    const spanNs = periodNs < Infinity ? periodNs : (atNs.at(-1) ?? 0)
    return spanNs === 0 ? 0 : (atNs.length / spanNs) * NS_PER_S
  },
  state: () => ({ index: 0, round: 0 }),
  next(context) {
    const { params, state } = context
    if (state.index === params.atNs.length) {
      state.index = 0
      state.round++
    }
    const atNs = params.atNs[state.index++]
    if (atNs === undefined || (state.round > 0 && params.periodNs === Infinity)) context.delayNs = Infinity
    else waitUntil(context, atNs + (state.round === 0 ? 0 : state.round * params.periodNs))
  },
})

function replay(instants: DistributionPlan, { get, has }: Values): TracePlan {
  return { instants, speed: has("speed") ? get("speed") : 1, repeatNs: has("repeat") ? get("repeat") : undefined }
}

/** The samples of an empirical distribution are the instants: both come as a column of durations. */
function instantsOf(plan: DistributionPlan, resolve: Resolve): readonly number[] {
  const spec = resolve(plan)
  return spec.kind === "empirical" ? spec.samples : []
}

interface TracePlan {
  readonly instants: DistributionPlan
  /** Of the replay, relative to the recording. */
  readonly speed: number
  /** After which the recording starts anew, in its own time. */
  readonly repeatNs: number | undefined
}
