import type { Backends } from "../../kit/balancing/backends.ts"
import { INSIDE_ROWS_MAX, type InsidePart, type InsideView } from "../../kit/inside.ts"
import type { Guards } from "./guards.ts"

/** One replica's way to one component, as its caller sees it. */
export interface PortView {
  /** Actor number of the caller. */
  readonly self: number
  readonly component: string
  readonly backends: Backends
  readonly guards: Guards | null
}

/** Whom the caller chooses among and what it knows of each, and the state of its breaker. */
export function portInside({ component, backends, guards }: PortView, view: InsideView): readonly InsidePart[] {
  const length = Math.min(backends.length, INSIDE_ROWS_MAX)
  const rows = Array.from({ length }, (_, index) => [
    view.nameOf(backends.actorOf(index)),
    backends.inFlightOf(index),
    backends.weightOf(index),
    backends.stateOf(index),
  ])
  const columns = ["instance", "calls in flight", "weight", "state"]
  const choice = { title: `Instances of ${component}`, count: backends.length, countMax: null, columns, rows }
  const breaker = guards?.breaker?.inside(view.nowNs)
  if (breaker === undefined) return [choice]
  const { title, facts } = breaker
  const kept = { count: facts.length, countMax: null, columns: ["what", "value"], rows: facts }
  return [choice, { title: `${title}: breaker to ${component}`, ...kept }]
}
