import * as z from "zod"
import "../kit/zod-config.ts"
import { OUTCOMES, type OutcomeName } from "../../engine/index.ts"
import { memberFields } from "../kit/balancing/member-rules.ts"
import type { Mistake } from "../kit/mistake.ts"
import { choice, componentRef, count, duration } from "../kit/schema.ts"
import { slowStartMistake, strategyChoice } from "../load-balancing/choice.ts"
import { backoff, JITTERS } from "./backoff.ts"
import { healthChoice } from "./health/choice.ts"
import { resilienceFields } from "./resilience.ts"

/** Outcomes that another try can mend: the callee or the way to it failed, not the request. */
const RETRYABLE: readonly Exclude<OutcomeName, "ok" | "in-flight">[] = [
  "error",
  "timeout",
  "rejected",
  "refused",
  "unreachable",
  "lost",
]

const spreadWithoutJitter: Mistake = {
  code: "E-parameter-conflict",
  message: "a spread goes with jitter: proportional",
}

const retryPolicy = z
  .strictObject({
    attemptsMax: count().min(1).max(100).default(3).describe("Tries in all, the first included"),
    backoff: backoff().prefault("exponential 50ms..1s").describe("Wait before the next try"),
    jitter: choice(JITTERS)
      .default("none")
      .describe(
        "How the wait is spread (AWS Architecture Blog, Exponential Backoff And Jitter, 2015; proportional: gRPC proposal A6)",
      ),
    on: z
      .array(z.enum(OUTCOMES).exclude(["ok", "in-flight"]))
      .default([...RETRYABLE])
      .describe("Outcomes worth another try"),
  })
  .superRefine((retry, context) => {
    if (retry.backoff.spread === undefined || retry.jitter === "proportional") return
    context.addIssue({
      code: "custom",
      message: spreadWithoutJitter.message,
      path: ["backoff"],
      params: { mistake: spreadWithoutJitter },
    })
  })

const budgetForNothing: Mistake = {
  code: "E-parameter-conflict",
  message: "a budget bounds further tries; it goes with retry or hedge",
}

/** What a caller does about the calls it makes: the entry of `policies`. */
export const policySchema = z
  .strictObject({
    timeout: duration({ min: "1ns" }).optional().describe("Longest wait for one try"),
    deadline: duration({ min: "1ns" })
      .optional()
      .describe("Longest wait for the call with all its tries; the callee and those it calls inherit it"),
    cancels: z.boolean().default(false).describe("Tells the callee when nobody waits any more"),
    retry: retryPolicy.optional().describe("Tries again after a failure"),
    balance: strategyChoice().prefault("round-robin").describe("Which replica a call goes to"),
    health: healthChoice().optional().describe("Looks after the replicas it calls, and leaves out those that are ill"),
    discovery: componentRef()
      .optional()
      .describe("The registry that says which replicas there are; without one the caller knows them all"),
    ...memberFields,
    ...resilienceFields,
  })
  .superRefine(({ balance, slowStart }, context) => {
    const mistake = slowStart === undefined ? undefined : slowStartMistake(balance)
    if (mistake !== undefined)
      context.addIssue({ code: "custom", message: mistake.message, path: ["slowStart"], params: { mistake } })
  })
  .superRefine(({ budget, retry, hedge }, context) => {
    if (budget === undefined || retry !== undefined || hedge !== undefined) return
    context.addIssue({
      code: "custom",
      message: budgetForNothing.message,
      path: ["budget"],
      params: { mistake: budgetForNothing },
    })
  })

export type PolicyPlan = z.output<typeof policySchema>
export type RetryPlan = z.output<typeof retryPolicy>

/** No time limit, one try, each replica in turn. */
export const DEFAULT_POLICY: PolicyPlan = policySchema.parse({})
