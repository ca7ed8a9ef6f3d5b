import * as z from "zod"
import "../zod-config.ts"
import type { Mistake } from "../mistake.ts"
import { choice, count, duration, ratio, share } from "../schema.ts"
import { ENVOY_SLOW_START, type SlowStart } from "./slow-start.ts"
import { ZONE_BACKENDS_MIN } from "./zone-routing.ts"

const straightLine: Mistake = {
  code: "E-parameter-conflict",
  message: "a weight that rises in steps rises in a straight line from 1 %: aggression and minimum go without `every`",
}

const slowStart = z
  .strictObject({
    window: duration({ min: "1ms" }).prefault("60s").describe("Time until it has its whole weight (Envoy's docs: 60s)"),
    aggression: ratio()
      .min(0.01)
      .max(100)
      .optional()
      .describe("Above 1 the weight rises faster at first; a straight line when absent (Envoy: 1)"),
    minimum: share().optional().describe("Share of its weight that it has at least; 10% when absent (Envoy)"),
    every: duration({ min: "1ms" })
      .optional()
      .describe("The weight rises only so often, as with HAProxy at each health check; all the time when absent"),
  })
  .superRefine(({ aggression, minimum, every }, context) => {
    if (every === undefined || (aggression === undefined && minimum === undefined)) return
    const params = { mistake: straightLine }
    context.addIssue({ code: "custom", message: straightLine.message, path: ["every"], params })
  })
  .transform(
    ({ window, aggression, minimum, every }): SlowStart => ({
      windowNs: window,
      aggression: aggression ?? ENVOY_SLOW_START.aggression,
      minimum: minimum ?? ENVOY_SLOW_START.minimum,
      everyNs: every ?? 0,
    }),
  )

/** Levels of priority at most (chosen; Envoy's own limit is 128). */
const levelsMax = 128

const gap: Mistake = {
  code: "E-parameter-conflict",
  message: "levels are numbered from 0 without a gap",
}

const priorities = z
  .strictObject({
    levels: z
      .array(count().max(levelsMax - 1))
      .min(1)
      .describe("Level of each replica in order, 0 called first; 0 where the list ends"),
    overprovisioning: ratio()
      .min(1)
      .max(100)
      .default(1.4)
      .describe("How many times its share a level can carry with all of it healthy (Envoy: 1.4)"),
    spill: choice(["in-proportion", "when-down"])
      .default("in-proportion")
      .describe(
        "A level that cannot carry all passes on the rest (Envoy), or all once none of it is up (nginx and HAProxy: backup)",
      ),
  })
  .superRefine(({ levels }, context) => {
    const present = new Set([0, ...levels])
    const at = levels.findIndex((level) =>
      Array.from({ length: level }, (_, lower) => lower).some((one) => !present.has(one)),
    )
    if (at < 0) return
    context.addIssue({ code: "custom", message: gap.message, path: ["levels", at], params: { mistake: gap } })
  })

const locality = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("zone-aware").describe("The caller's own zone as far as it has its share of the replicas (Envoy)"),
    backendsMin: count()
      .default(ZONE_BACKENDS_MIN)
      .describe("With fewer replicas zones are not looked at (Envoy min_cluster_size: 6)"),
  }),
  z.strictObject({
    kind: z.literal("weighted").describe("Each zone by its weight, less where few of it are healthy (Envoy)"),
    weights: z.record(z.string(), ratio()).default({}).describe("By zone; 1 where it is not named"),
  }),
])

/** Who of the replicas is chosen among, for how much: entries of a policy and of whoever chooses by its own rules. */
export const memberFields = {
  slowStart: slowStart.optional().describe("A replica that comes back gets its share little by little"),
  panic: share()
    .optional()
    .describe("With a smaller share of healthy replicas all are called, ill or not (Envoy: 50%); never when absent"),
  priorities: priorities.optional().describe("Replicas that are called only where others cannot carry all"),
  locality: locality.optional().describe("How zones count: replicas and callers say where they stand by `zone`"),
}

export interface MemberRules {
  readonly slowStart?: SlowStart | undefined
  /** Share of healthy backends below which a level is used whole. */
  readonly panic?: number | undefined
  readonly priorities?: z.output<typeof priorities> | undefined
  readonly locality?: z.output<typeof locality> | undefined
}

/** Whether there is anything that members.ts has to see to. */
export function hasMemberRules({ slowStart, panic, priorities, locality }: MemberRules): boolean {
  return [slowStart, panic, priorities, locality].some((rule) => rule !== undefined)
}
