import type { Measure, Objective, ObjectiveNames } from "../objectives/objective.ts"
import { parseObjective } from "../objectives/parse-objective.ts"
import { classesOf, type PlanSoFar } from "../run/operations.ts"
import type { CheckContext } from "./context.ts"

const clientMeasures: ReadonlySet<Measure> = new Set(["latency", "success", "errors", "share", "rate"])
const serverMeasures: ReadonlySet<Measure> = new Set([
  "latency",
  "success",
  "errors",
  "share",
  "rate",
  "utilisation",
  "queue",
])

/** The document's objectives, each about something that exists and has the measure. */
export function readObjectives(context: CheckContext, plan: PlanSoFar): readonly Objective[] {
  const names = objectiveNames(context, plan)
  return context.document.objectives.flatMap((text, index) => {
    const parsed = parseObjective(text, names)
    if ("value" in parsed) return [parsed.value]
    context.report({ ...parsed.mistake, path: ["objectives", index] })
    return []
  })
}

function objectiveNames(context: CheckContext, plan: PlanSoFar): ObjectiveNames {
  const components = context.names.map(
    (name): [string, { measures: ReadonlySet<Measure>; operations: readonly string[] }] => {
      const definition = context.definition(name)
      if (definition?.load !== undefined) return [name, { measures: clientMeasures, operations: classesOf(plan, name) }]
      const hits = definition?.metrics.some((metric) => metric.name === "hits") === true
      const measures = hits ? new Set([...serverMeasures, "hit-ratio" as const]) : serverMeasures
      return [name, { measures, operations: [] }]
    },
  )
  return {
    components: new Map(components),
    links: context.calls.map((call) => ({ from: call.caller, to: call.to.component })),
    faultCount: context.document.faults.length,
  }
}
