import type * as z from "zod"
import type { Mistake } from "../../kit/mistake.ts"
import { formatDuration } from "../../kit/units.ts"

/** Buckets of one window (chosen; Hystrix and opossum have ten). */
const BUCKETS_MAX = 10_000

interface Lengths {
  readonly window: number
  readonly bucket: number
}

/** How many whole buckets a window has. */
export function bucketsOf({ window, bucket }: Lengths): number {
  return Math.floor(window / bucket)
}

/** A check of a schema: the window has one bucket at least, and not too many to be kept. */
export function inBuckets(the: Lengths, context: z.RefinementCtx): void {
  const count = bucketsOf(the)
  if (count >= 1 && count <= BUCKETS_MAX) return
  const wrong = count < 1 ? "no whole bucket" : `more than ${BUCKETS_MAX} buckets`
  const message = `a window of ${formatDuration(the.window)} has ${wrong} of ${formatDuration(the.bucket)}`
  const mistake: Mistake = { code: "E-parameter-conflict", message }
  context.addIssue({ code: "custom", message, params: { mistake }, path: ["window"] })
}
