import type { ScenarioPlan } from "../../scenarios/plan.ts"
import { Run } from "../../scenarios/run/run.ts"
import type { Described, StartRequest } from "../protocol/engine-api.ts"
import { readText } from "./read-text.ts"
import { topologyOf } from "./topology.ts"

/** What a text would be as a run: it is wired, and nothing of it happens. */
export function describeText(request: StartRequest): Described {
  const { source, problems } = readText(request)
  if (source === null) return { topology: null, settings: {}, problems }
  const { plan, seed, samplesOf } = source
  return { topology: topologyOf(new Run(plan, { seed, samplesOf })), settings: settingsOf(plan), problems }
}

function settingsOf({ components, load }: ScenarioPlan): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(components).map(([name, component]) => [name, JSON.stringify([component, load[name] ?? null])]),
  )
}
