import * as z from "zod"
import "./zod-config.ts"
import { OUTCOMES, type OutcomeName } from "../../engine/index.ts"
import { healthCheckOf, healthChoice } from "../client-stack/health/choice.ts"
import { outlierChoice } from "../client-stack/outliers/choice.ts"
import { type MemberRules, memberFields } from "./balancing/member-rules.ts"
import { count } from "./schema.ts"
import type { StrategyPlan } from "./strategy-choice.ts"

const nextUpstream = z
  .strictObject({
    tries: z
      .union([count().min(1).max(100), z.literal("each")])
      .default("each")
      .describe("Tries in all, the first included; each: as many as there are replicas (nginx)"),
    on: z
      .array(z.enum(OUTCOMES).exclude(["ok", "in-flight"]))
      .default(["refused", "unreachable", "lost", "timeout"])
      .describe("Outcomes after which another replica is tried at once (nginx: error timeout)"),
  })
  .describe(
    "After a failure tries a replica that was not tried yet (of the first 31); a retry among the policies goes before it",
  )

/** For a component that chooses among replicas by rules of its own: what it says goes before what the policies say. */
export const choosingFields = {
  health: healthChoice().optional().describe("Looks after the replicas, and leaves out those that are ill"),
  outliers: outlierChoice().optional().describe("Leaves single replicas alone that fail"),
  nextUpstream: nextUpstream.optional(),
  ...memberFields,
}

/** A component's own words about choosing. */
export interface ChoosingRules extends MemberRules {
  readonly health?: StrategyPlan | undefined
  readonly outliers?: StrategyPlan | undefined
  readonly nextUpstream?: NextUpstream | undefined
}

export interface NextUpstream {
  readonly tries: number | "each"
  readonly on: readonly Exclude<OutcomeName, "ok" | "in-flight">[]
}

/** The probes that those rules send. */
export function probesOfChoosing({ health }: ChoosingRules): readonly string[] {
  return health === undefined ? [] : [healthCheckOf(health).operation]
}
