import * as z from "zod"
import "../zod-config.ts"
import { OUTCOMES } from "../../../engine/index.ts"
import type { DistributionPlan } from "../distribution/plan.ts"
import type { OperationReference } from "../reference.ts"
import { choice, count, distribution, operationRef, ratio, share } from "../schema.ts"

/** Branches of one parallel step, after `count` (chosen; above the largest fan-out published, 2,000 leaves). */
const branchesMax = 10_000
/** Rounds of a counted repeat; they are unrolled (chosen). */
const roundsMax = 10_000

/** A step of an operation, as the document writes it. */
export type StepPlan =
  | { readonly work: DistributionPlan }
  | { readonly wait: DistributionPlan }
  | { readonly call: CallPlan }
  | { readonly then: OperationReference }
  | { readonly parallel: readonly StepPlan[]; readonly need?: number | undefined; readonly count?: number | undefined }
  | { readonly choose: readonly { readonly weight: number; readonly steps: readonly StepPlan[] }[] }
  | { readonly repeat: { readonly times?: number | undefined; readonly again?: number | undefined; readonly steps: readonly StepPlan[] } }
  | { readonly fail: { readonly outcome: (typeof OUTCOMES)[number]; readonly share: number } }
  | { readonly cacheAside: { readonly cache: OperationReference; readonly load: readonly StepPlan[] } }
  | { readonly sequence: readonly StepPlan[] }

export interface CallPlan {
  readonly to: OperationReference
  readonly release: boolean
  readonly optional: boolean
  readonly detached: boolean
}

const callObject = z.strictObject({
  to: operationRef().describe("Component, or component.operation"),
  release: z.boolean().default(false).describe("Frees the slot while waiting for the answer"),
  optional: z.boolean().default(false).describe("Goes on when the call fails"),
  detached: z.boolean().default(false).describe("Goes on at once; nobody waits for the answer"),
})

const call = shorthand(callObject, (to) => ({ to }))

const failObject = z.strictObject({
  outcome: z.enum(OUTCOMES).exclude(["ok", "in-flight"]).default("error").describe("How the request ends"),
  share: share().prefault("100%").describe("Share of requests that fail here"),
})
const fail = shorthand(failObject, (text) => (String(text).trim().endsWith("%") ? { share: text } : { outcome: text }))

const stepList: z.ZodType<readonly StepPlan[]> = z.lazy(() => z.array(step).min(1))

const kinds = {
  work: z.strictObject({ work: distribution().describe("Time in a slot, and on the processor where there is one") }),
  wait: z.strictObject({ wait: distribution().describe("Time in a slot that uses no processor") }),
  call: z.strictObject({ call: call.describe("Calls another component and waits for its answer") }),
  then: z.strictObject({ then: operationRef().describe("Hands the request over; the callee answers the caller") }),
  parallel: z.strictObject({
    parallel: stepList.describe("Branches begun at once"),
    need: count().min(1).optional().describe("Branches that must succeed before going on; all when absent"),
    count: count().min(1).max(branchesMax).optional().describe("Copies of the branches"),
  }),
  choose: z.strictObject({
    choose: z
      .array(
        z.strictObject({
          weight: ratio().default(1).describe("Relative to the other branches"),
          steps: stepList.describe("Taken when this branch is chosen"),
        }),
      )
      .min(1)
      .describe("One branch, by weight"),
  }),
  repeat: z.strictObject({
    repeat: z
      .strictObject({
        times: count().min(1).max(roundsMax).optional().describe("How often"),
        again: share().optional().describe("Chance of another round after each"),
        steps: stepList.describe("The round"),
      })
      .refine((repeat) => (repeat.times === undefined) !== (repeat.again === undefined), {
        message: "give either times or again",
      })
      .describe("A loop, counted or by chance"),
  }),
  fail: z.strictObject({ fail: fail.describe("Ends the request as failed, always or for a share of requests") }),
  "cache-aside": z.strictObject({
    "cache-aside": z
      .strictObject({
        cache: operationRef().describe("The cache to ask first and to fill afterwards"),
        load: stepList.describe("What to do when it has nothing, or fails"),
      })
      .describe("Asks a cache, loads on a miss, stores what was loaded"),
  }),
  sequence: z.strictObject({ sequence: stepList.describe("Several steps as one branch") }),
} as const

/** Names of the steps, for messages. */
export const STEP_NAMES: readonly string[] = Object.keys(kinds)

/** One step: a mapping with exactly one of STEP_NAMES (and what belongs to it). */
const step: z.ZodType<StepPlan> = z.lazy(() =>
  z
    .record(z.string(), z.unknown())
    .meta({ "x-orrery-steps": STEP_NAMES })
    .transform((input, context): StepPlan => readStep(input, context)),
)

function readStep(input: Readonly<Record<string, unknown>>, context: z.RefinementCtx): StepPlan {
  const names = Object.keys(input).filter((key) => Object.hasOwn(kinds, key))
  const name = names[0]
  if (name === undefined || names.length > 1) {
    const message =
      name === undefined ? `expected a step: one of ${STEP_NAMES.join(", ")}` : `a step does one thing, found ${names.join(" and ")}`
    const unknown = Object.keys(input)[0]
    context.addIssue({ code: "custom", message, params: { stepNames: STEP_NAMES, unknown }, path: unknown === undefined ? [] : [unknown] })
    return z.NEVER
  }
  // The registry's door: `name` is one of the table's own keys.
  const schema: z.ZodType<Readonly<Record<string, unknown>>> = kinds[name as keyof typeof kinds] as never
  const result = schema.safeParse(input)
  if (!result.success) {
    for (const issue of result.error.issues) context.issues.push({ ...issue, input } as never)
    return z.NEVER
  }
  return normal(name, result.data)
}

function normal(name: string, data: Readonly<Record<string, unknown>>): StepPlan {
  const plan = name === "cache-aside" ? { cacheAside: data[name] } : data
  return plan as unknown as StepPlan
}

/** A text in place of an object: the short form of its most telling member. */
function shorthand<Output>(schema: z.ZodType<Output>, expand: (text: unknown) => object): z.ZodType<Output> {
  return z.preprocess((input) => (typeof input === "string" ? expand(input) : input), schema) as z.ZodType<Output>
}

/** The steps of each operation. */
export const operationsSchema = z
  .record(z.string(), stepList)
  .refine((operations) => Object.keys(operations).length > 0, { message: "a service has at least one operation" })

export { choice }
