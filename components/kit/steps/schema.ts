import * as z from "zod"
import "../zod-config.ts"
import { OUTCOMES } from "../../../engine/index.ts"
import { hinted } from "../hint.ts"
import type { Mistake } from "../mistake.ts"
import { registerTranslator } from "../notations.ts"
import type { OperationReference } from "../reference.ts"
import { componentRef, count, distribution, operationRef, ratio, share } from "../schema.ts"
import type { StepPlan } from "./plan.ts"
import { releasesIn } from "./release.ts"

export type { CallPlan, StepPlan } from "./plan.ts"

/** Branches of one parallel step, after `count` (chosen; above the largest fan-out published, 2,000 leaves). */
const branchesMax = 10_000
/** Rounds of a counted repeat; they are unrolled (chosen). */
const roundsMax = 10_000

type Steps = z.ZodType<readonly StepPlan[]>

/** Lists of steps within steps. */
interface StepLists {
  readonly some: Steps
  /** May be empty: nothing is done there. */
  readonly any: Steps
}

/** A step's schema by its name: an object with exactly that member and what belongs to it. */
export type StepTable = Readonly<Record<string, z.ZodType<StepPlan>>>

const callObject = z.strictObject({
  to: operationRef().describe("Component, or component.operation"),
  release: z.boolean().default(false).describe("Frees the slot while waiting for the answer"),
  optional: z.boolean().default(false).describe("Goes on when the call fails"),
  detached: z.boolean().default(false).describe("Goes on at once; nobody waits for the answer"),
})

const callText = operationRef().transform((to) => ({ to, release: false, optional: false, detached: false }))

const call = z
  .union([callText, callObject])
  .meta(hinted({ kind: "notation", notation: "call" }, {}))
  .describe("Calls another component and waits for its answer")

const outcome = z.enum(OUTCOMES).exclude(["ok", "in-flight"])

const failObject = z.strictObject({
  outcome: outcome.default("error").describe("How the request ends"),
  share: share().prefault("100%").describe("Share of requests that fail here"),
})

const fail = z
  .union([
    share().transform((part) => ({ outcome: "error" as const, share: part })),
    outcome.transform((word) => ({ outcome: word, share: 1 })),
    failObject,
  ])
  .meta(hinted({ kind: "notation", notation: "fail" }, {}))
  .describe("Ends the request as failed, always or for a share of requests")

registerTranslator("call", {
  toShort: (input) => (typeof input === "string" ? input : onlyText(input, ["to"])),
  toLong: (input) => (typeof input === "string" ? { to: input } : undefined),
})
registerTranslator("fail", {
  toShort: (input) => (typeof input === "string" ? input : onlyText(input, ["outcome", "share"])),
  toLong: (input) =>
    typeof input === "string" ? { [input.trim().endsWith("%") ? "share" : "outcome"]: input } : undefined,
})

/** The text of an object's only member, where it is one of these. */
function onlyText(input: unknown, names: readonly string[]): string | undefined {
  const [first, ...more] = Object.entries(Object(input))
  if (first === undefined || more.length > 0) return undefined
  const [name, value]: [string, unknown] = first
  return names.includes(name) && typeof value === "string" ? value : undefined
}

const work = z.strictObject({
  work: distribution().describe("Time in a slot, and on the processor where there is one"),
})
const wait = z.strictObject({ wait: distribution().describe("Time in a slot that uses no processor") })
/** The dialect's word, not as a literal member: nobody may take these objects for promises by mistake. */
const handOverWord = "then"
const handOver = operationRef().describe("Hands the request over; the callee answers the caller")

const releaseInBranch: Mistake = {
  code: "E-release-in-branch",
  message: "a branch of a parallel step has no slot of its own to release: its request keeps one for all of them",
  found: "true",
  suggestion: false,
}

function parallel(steps: Steps) {
  return z
    .strictObject({
      parallel: steps.describe("Branches begun at once"),
      need: count().min(1).optional().describe("Branches that must succeed before going on; all when absent"),
      count: count().min(1).max(branchesMax).optional().describe("Copies of the branches"),
    })
    .superRefine(({ parallel: branches, need, count: copies = 1 }, context) => {
      const released = branches.flatMap((branch, index) => releasesIn(branch, ["parallel", index]))
      for (const path of released) raise(context, releaseInBranch, ...path)
      const all = branches.length * copies
      if (all > branchesMax) raise(context, outOfRange(`at most ${branchesMax} branches in all, found ${all}`), "count")
      if (need !== undefined && need > all) {
        const message = `must be at most ${all}, the number of branches, found ${need}`
        raise(context, { ...outOfRange(message), suggestion: all }, "need")
      }
    })
}

function choose(steps: Steps) {
  const option = z.strictObject({
    weight: ratio().default(1).describe("Relative to the other branches"),
    steps: steps.describe("Taken when this branch is chosen; may be empty"),
  })
  const options = z.array(option).min(1).describe("One branch, by weight")
  return z.strictObject({ choose: options }).superRefine(({ choose: branches }, context) => {
    if (branches.length > 0 && branches.every(({ weight }) => weight === 0))
      raise(context, outOfRange("at least one weight is above 0"), "choose")
  })
}

function repeat(steps: Steps) {
  const round = z
    .strictObject({
      times: count().min(1).max(roundsMax).optional().describe("How often"),
      again: share({ max: "99.99%" }).optional().describe("Chance of another round after each"),
      steps: steps.describe("The round"),
    })
    .superRefine(({ times, again }, context) => {
      if (times !== undefined && again !== undefined) {
        const message = "a loop has times or again, not both"
        raise(context, { code: "E-parameter-conflict", message, isKey: true }, "again")
      } else if (times === undefined && again === undefined) {
        raise(context, { code: "E-missing-parameter", message: "a loop needs times or again" })
      }
    })
  return z.strictObject({ repeat: round.describe("A loop, counted or by chance") })
}

function cacheAside(steps: Steps) {
  const aside = z.strictObject({
    cache: componentRef()
      .transform(({ component }): OperationReference => ({ refersTo: "operation", component, operation: undefined }))
      .describe("The cache to ask first and to fill afterwards"),
    load: steps.describe("What to do when it has nothing, or fails; may be empty"),
  })
  return z
    .strictObject({ "cache-aside": aside.describe("Asks a cache, loads on a miss, stores what was loaded") })
    .transform(({ "cache-aside": step }) => ({ cacheAside: step }))
}

/** The steps that every component with operations knows. */
function commonSteps({ some, any }: StepLists): StepTable {
  return {
    work,
    call: z.strictObject({ call }),
    wait,
    [handOverWord]: z.strictObject({ [handOverWord]: handOver }),
    parallel: parallel(some),
    choose: choose(any),
    repeat: repeat(some),
    fail: z.strictObject({ fail }),
    "cache-aside": cacheAside(any),
    sequence: z.strictObject({ sequence: some.describe("Several steps as one branch") }),
  }
}

/** What follows `then` would never be carried out. */
function nothingBehindThen(steps: readonly StepPlan[], context: z.RefinementCtx): void {
  const at = steps.findIndex((step) => "then" in step)
  if (at === -1 || at === steps.length - 1) return
  const message = "this step is never carried out: then hands the request over for good"
  raise(context, { code: "E-parameter-conflict", message }, at + 1)
}

/**
 * The operations of a component, each a list of steps: the common ones and, for some kinds, `own` beside them. `id`
 * names a step in the published JSON Schema.
 */
export function operationsWith(id: string, own: StepTable): z.ZodType<Readonly<Record<string, readonly StepPlan[]>>> {
  const lists: StepLists = { some: z.lazy(() => some), any: z.lazy(() => any) }
  const table = { ...commonSteps(lists), ...own }
  const hint = hinted({ kind: "alternatives", noun: "step", rule: "a step does one thing" }, { id, title: "Step" })
  const step: z.ZodType<StepPlan> = z.union(Object.values(table)).meta(hint)
  const some: Steps = z
    .array(step)
    .min(1)
    .superRefine(nothingBehindThen)
    .meta({ id: `${id}s` })
  const any: Steps = z
    .array(step)
    .superRefine(nothingBehindThen)
    .meta({ id: `${id}sOrNone` })
  return z
    .record(z.string(), lists.some)
    .refine((operations) => Object.keys(operations).length > 0, { message: "there has to be at least one operation" })
}

export const operationsSchema = operationsWith("step", {})

function outOfRange(message: string): Mistake {
  return { code: "E-number-range", message }
}

function raise(context: z.RefinementCtx, mistake: Mistake, ...path: (string | number)[]): void {
  context.addIssue({ code: "custom", message: mistake.message, params: { mistake }, path })
}
