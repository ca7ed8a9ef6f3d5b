import type { Run } from "../run/run.ts"
import type { StallEntry } from "./report.ts"

/** Who waits for whom at the end of a run that cannot go on; equal waits are counted. */
export function stallReport(run: Run): readonly StallEntry[] {
  const { sim, instances } = run.estate
  const counts = new Map<string, StallEntry>()
  sim.actors.forEach((actor, number) => {
    const waiter = instances[number]?.name
    if (waiter === undefined) return
    for (const { resource, holder } of actor.waiting()) {
      const entry = { waiter, for: resource, holder: instances[holder]?.name ?? "nobody" }
      const key = `${entry.waiter}\n${entry.for}\n${entry.holder}`
      counts.set(key, { ...entry, requests: (counts.get(key)?.requests ?? 0) + 1 })
    }
  })
  return [...counts.values()]
}
