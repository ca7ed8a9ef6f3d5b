import { readScenario } from "../../scenarios/read.ts"
import type { EstateOptions } from "../../scenarios/run/estate.ts"
import { Run } from "../../scenarios/run/run.ts"

/** A run of a scenario's text, not yet begun. Throws for a text that is no scenario. */
export function runOf(text: string, options: EstateOptions = {}): Run {
  const { plan, problems } = readScenario(text)
  if (plan === undefined) throw new Error(problems.map(({ message }) => message).join("; "))
  return new Run(plan, options)
}
