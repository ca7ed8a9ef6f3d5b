import type { Run } from "../run/run.ts"
import { counterOf, levelOf } from "./measures.ts"
import type { StallEntry } from "./report.ts"

/** Windows at the end of a run in which requests are under way and none ends, as a share of all: it is stuck (chosen). */
const SILENT_SHARE = 0.25

/** Nothing is left to happen, or requests still come and for a quarter of the run not one of them has ended. */
export function isStalled(run: Run): boolean {
  if (run.stoppedBy === "stalled") return true
  const clients = Object.keys(run.plan.load)
  const inFlight = clients.reduce((sum, name) => sum + (levelOf(run, name, "inFlight")?.level.value ?? 0), 0)
  if (inFlight === 0) return false
  return clients.every((name) => {
    const completed = counterOf(run, name, "completed")?.windows() ?? []
    const silent = Math.ceil(completed.length * SILENT_SHARE)
    return silent > 1 && completed.slice(-silent).every((count) => count === 0)
  })
}

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
