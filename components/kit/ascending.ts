import type * as z from "zod"
import type { Mistake } from "./mistake.ts"

/** A check of an object's schema: `low` is at most `high`. Their defaults count, so it may take stating both. */
export function ascending<Name extends string>(low: Name, high: Name) {
  return (the: Readonly<Record<Name, number>>, context: z.RefinementCtx): void => {
    if (the[low] <= the[high]) return
    const message = `${low} must be at most ${high}, the defaults of both included`
    const mistake: Mistake = { code: "E-parameter-conflict", message }
    context.addIssue({ code: "custom", message, params: { mistake }, path: [low] })
  }
}
