import { Run } from "../../../index.ts"
import { type Document, planOf } from "../../scenarios/run/support.ts"

/** A run of a document to its end, of which nothing but measures is kept. */
export function finished(document: Document, seed = "42"): Run {
  const run = new Run(planOf(document), { seed })
  run.advance()
  return run
}
