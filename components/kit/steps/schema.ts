import * as z from "zod"
import "../zod-config.ts"
import { OUTCOMES } from "../../../engine/index.ts"
import type { DistributionPlan } from "../distribution/plan.ts"
import type { OperationReference } from "../reference.ts"
import { count, distribution, operationRef, ratio, share } from "../schema.ts"

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
  | {
      readonly repeat: {
        readonly times?: number | undefined
        readonly again?: number | undefined
        readonly steps: readonly StepPlan[]
      }
    }
  | { readonly fail: { readonly outcome: (typeof OUTCOMES)[number]; readonly share: number } }
  | { readonly cacheAside: { readonly cache: OperationReference; readonly load: readonly StepPlan[] } }
  | { readonly sequence: readonly StepPlan[] }
  | { readonly lock: "row" }

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

/** A step's schema by its name: an object with exactly that member and what belongs to it. */
export type StepTable = Readonly<Record<string, z.ZodType>>

/** The steps that every component with operations knows; `steps` is the schema of the lists within them. */
function commonSteps(steps: z.ZodType<readonly StepPlan[]>): StepTable {
  return {
    work: z.strictObject({ work: distribution().describe("Time in a slot, and on the processor where there is one") }),
    wait: z.strictObject({ wait: distribution().describe("Time in a slot that uses no processor") }),
    call: z.strictObject({ call: call.describe("Calls another component and waits for its answer") }),
    then: z.strictObject({ then: operationRef().describe("Hands the request over; the callee answers the caller") }),
    parallel: z.strictObject({
      parallel: steps.describe("Branches begun at once"),
      need: count().min(1).optional().describe("Branches that must succeed before going on; all when absent"),
      count: count().min(1).max(branchesMax).optional().describe("Copies of the branches"),
    }),
    choose: z.strictObject({
      choose: z
        .array(
          z.strictObject({
            weight: ratio().default(1).describe("Relative to the other branches"),
            steps: steps.describe("Taken when this branch is chosen"),
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
          steps: steps.describe("The round"),
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
          load: steps.describe("What to do when it has nothing, or fails"),
        })
        .describe("Asks a cache, loads on a miss, stores what was loaded"),
    }),
    sequence: z.strictObject({ sequence: steps.describe("Several steps as one branch") }),
  }
}

/** One step: a mapping with exactly one of the table's names (and what belongs to it). */
function stepOf(table: () => StepTable): z.ZodType<StepPlan> {
  return z.lazy(() =>
    z
      .record(z.string(), z.unknown())
      .meta({ "x-orrery-steps": Object.keys(table()) })
      .transform((input, context): StepPlan => readStep(input, table(), context)),
  )
}

function readStep(input: Readonly<Record<string, unknown>>, table: StepTable, context: z.RefinementCtx): StepPlan {
  const stepNames = Object.keys(table)
  const names = Object.keys(input).filter((key) => Object.hasOwn(table, key))
  const [name = ""] = names
  const schema = table[name]
  if (schema === undefined || names.length > 1) {
    const message =
      schema === undefined
        ? `expected a step: one of ${stepNames.join(", ")}`
        : `a step does one thing, found ${names.join(" and ")}`
    const unknown = Object.keys(input)[0]
    context.addIssue({
      code: "custom",
      message,
      params: { stepNames, unknown },
      path: unknown === undefined ? [] : [unknown],
    })
    return z.NEVER
  }
  const result = schema.safeParse(input)
  if (!result.success) {
    for (const issue of result.error.issues) context.issues.push({ ...issue, input } as never)
    return z.NEVER
  }
  return normal(name, result.data)
}

/** The registry's door: `data` is what the table's schema of that name returned. */
function normal(name: string, data: unknown): StepPlan {
  const plan = name === "cache-aside" ? { cacheAside: Reflect.get(Object(data), name) } : data
  return plan as StepPlan
}

/** A text in place of an object: the short form of its most telling member. */
function shorthand<Output>(schema: z.ZodType<Output>, expand: (text: unknown) => object): z.ZodType<Output> {
  return z.preprocess((input) => (typeof input === "string" ? expand(input) : input), schema) as z.ZodType<Output>
}

/** The operations of a component, each a list of steps: the common ones and, for some kinds, `own` beside them. */
export function operationsWith(own: StepTable): z.ZodType<Readonly<Record<string, readonly StepPlan[]>>> {
  const step = stepOf(() => table)
  const stepList: z.ZodType<readonly StepPlan[]> = z.lazy(() => z.array(step).min(1))
  const table: StepTable = { ...commonSteps(stepList), ...own }
  return z
    .record(z.string(), stepList)
    .refine((operations) => Object.keys(operations).length > 0, { message: "there has to be at least one operation" })
}

export const operationsSchema = operationsWith({})
