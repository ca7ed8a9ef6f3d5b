import * as z from "zod"
import shared from "./oracles.json" with { type: "json" }
import own from "./own.json" with { type: "json" }

const expected = z.object({
  // Some results are no single number; those oracles have no case yet.
  value: z.unknown(),
  tol_rel: z.number().optional(),
  tol_abs: z.number().optional(),
  kind: z.string().optional(),
})

const oracle = z.object({
  id: z.string(),
  title: z.string(),
  run: z.string().optional(),
  source: z.string().optional(),
  expected: z.record(z.string(), expected),
})

/** What a result should be, and how near. Without a tolerance it is exact, unless it bounds or only accompanies. */
export type Expected = z.output<typeof expected>
/** A result from outside this project: its inputs are in the data, told to people; cases turn them into scenarios. */
export type Oracle = z.output<typeof oracle>

const file = z.object({ oracles: z.array(oracle) })

/** All oracles: those collected before anything was built, then our own. */
export const ORACLES: readonly Oracle[] = [shared, own].flatMap((data) => file.parse(data).oracles)
