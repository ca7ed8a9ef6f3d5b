import type { FaultEntry, Row } from "../../../engine/index.ts"
import type { Facts } from "./facts.ts"

/** Verbs that keep calls from being answered at all. */
const SILENCING = new Set(["crash", "pause", "lose", "partition", "partition-requests", "partition-replies"])

/** The fault that was on a component, or on the way to it, during most of some calls; undefined where there is none. */
export function struckBy(
  facts: Facts,
  { component, rows }: { component: number; rows: readonly Row[] },
): FaultEntry | undefined {
  const { run, trace } = facts
  const name = facts.name(component)
  const faults = run.faultLog.entries.filter(
    ({ verb, target }) => SILENCING.has(verb) && targetComponent(facts, target) === name,
  )
  const counts = faults.map(
    ({ beganNs, endedNs }) =>
      rows.filter((row) => {
        const startNs = trace.table.start(row)
        return startNs + trace.table.duration(row) >= beganNs && (endedNs < 0 || startNs <= endedNs)
      }).length,
  )
  const most = counts.indexOf(Math.max(0, ...counts))
  const struck = counts.reduce((sum, count) => sum + count, 0)
  return struck * 2 > rows.length ? faults[most] : undefined
}

/** The component a fault's target is a replica of, or, of a link, the one it leads to. */
function targetComponent({ run }: Facts, target: number): string | undefined {
  const { instances, ports } = run.estate
  return instances[target]?.component ?? ports.links[target - instances.length]?.to
}
