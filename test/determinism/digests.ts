import { readScenario } from "../../scenarios/read.ts"
import { Run } from "../../scenarios/run/run.ts"

/** A scenario as a message between engines: its name and its text. */
export interface ScenarioText {
  readonly name: string
  readonly text: string
}

/** What engines are to agree on: scenarios, and how many of each one's events. */
export interface Comparing {
  readonly scenarios: readonly ScenarioText[]
  readonly events: number
}

/** The digest of each scenario's first events. Runs unchanged in Node, in workers and in browsers. */
export function digestsOf({ scenarios, events }: Comparing): Record<string, string> {
  const out: Record<string, string> = {}
  for (const { name, text } of scenarios) {
    const { plan } = readScenario(text)
    if (plan === undefined) throw new Error(`${name} does not pass its own check`)
    const run = new Run(plan)
    run.advance(Number.POSITIVE_INFINITY, events)
    out[name] = `${run.digest} ${run.events} ${run.nowNs}`
  }
  return out
}
