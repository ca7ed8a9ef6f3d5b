import * as z from "zod"
import { choice } from "../kit/schema.ts"
import { operationsWith, type StepPlan } from "../kit/steps/schema.ts"

type Path = readonly (string | number)[]

const ownSteps = {
  lock: z.strictObject({
    lock: choice(["row"]).describe(
      "Waits for the exclusive lock on the request's key and holds it to the operation's end",
    ),
  }),
}

/** What a database can be asked for: the steps of a service and `lock: row`. */
export const databaseOperations = operationsWith("databaseStep", ownSteps).superRefine((operations, context) => {
  for (const [operation, steps] of Object.entries(operations)) {
    const path = lockBelow(steps, false)
    if (path === undefined) continue
    const message = "a row is locked before a parallel step: branches of one request would wait for each other for ever"
    context.addIssue({ code: "custom", message, path: [operation, ...path] })
  }
})

/** Where the first lock within a branch of a parallel step stands, in the document's words. */
function lockBelow(steps: readonly StepPlan[], isBranch: boolean): Path | undefined {
  for (const [index, step] of steps.entries()) {
    if ("lock" in step && isBranch) return [index, "lock"]
    const found = lockWithin(step, isBranch)
    if (found !== undefined) return [index, ...found]
  }
  return undefined
}

function lockWithin(step: StepPlan, isBranch: boolean): Path | undefined {
  if ("parallel" in step) return under(["parallel"], lockBelow(step.parallel, true))
  if ("sequence" in step) return under(["sequence"], lockBelow(step.sequence, isBranch))
  if ("repeat" in step) return under(["repeat", "steps"], lockBelow(step.repeat.steps, isBranch))
  if ("cacheAside" in step) return under(["cache-aside", "load"], lockBelow(step.cacheAside.load, isBranch))
  if (!("choose" in step)) return undefined
  for (const [option, { steps }] of step.choose.entries()) {
    const found = under(["choose", option, "steps"], lockBelow(steps, isBranch))
    if (found !== undefined) return found
  }
  return undefined
}

function under(path: Path, below: Path | undefined): Path | undefined {
  return below === undefined ? undefined : [...path, ...below]
}
