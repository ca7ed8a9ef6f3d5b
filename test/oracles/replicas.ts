import type { Run } from "../../index.ts"
import type { Pool } from "./pool.ts"

const LETTERS = "abcdefghijklmnopqrstuvwxyz"

/** Calls that each replica of a component has been sent so far. */
export function callsToReplicas(run: Run, component: string): readonly number[] {
  const { instances, sim } = run.estate
  return instances.filter((one) => one.component === component).map(({ self }) => sim.meters.arrivals(self))
}

/** The replica that was sent a call since `before`; -1 where none was, NaN where several were. */
export function replicaSince(run: Run, component: string, before: readonly number[]): number {
  const after = callsToReplicas(run, component)
  const sent = after.flatMap((calls, replica) => (calls > (before[replica] ?? 0) ? [replica] : []))
  const total = after.reduce((sum, calls, replica) => sum + calls - (before[replica] ?? 0), 0)
  return total > 1 ? Number.NaN : (sent[0] ?? -1)
}

/** Goes on to each instant and notes, by its place in the list, which replica was sent a call since the one before. */
export function noteReplicas(run: Run, component: string, instantsNs: readonly number[]): Record<string, number> {
  const noted: Record<string, number> = {}
  for (const [place, instantNs] of instantsNs.entries()) {
    const before = callsToReplicas(run, component)
    run.advance(instantNs)
    noted[place] = replicaSince(run, component, before)
  }
  run.advance()
  return noted
}

/** The same for calls that come at these milliseconds. */
export function noteReplicasAt(run: Run, component: string, timesMs: readonly number[]): Record<string, number> {
  return noteReplicas(
    run,
    component,
    timesMs.map((ms) => (ms + 0.5) * 1e6),
  )
}

/** What `noteReplicas` noted, as letters: a for the first replica, ? where there is no telling. */
export function lettersOf(pool: Pool, count: number): string {
  return Array.from({ length: count }, (_, place) => LETTERS[pool.noted(String(place))] ?? "?").join("")
}

const NS_PER_SECOND = 1e9

/** Requests that the first replicas and all got from `fromSeconds` to the end, a health check a second of each aside. */
export function noteFirst(run: Run, component: string, first: number, fromSeconds: number): Record<string, number> {
  run.advance(fromSeconds * NS_PER_SECOND)
  const before = callsToReplicas(run, component)
  run.advance()
  const checks = run.plan.run.durationNs / NS_PER_SECOND - fromSeconds
  const requests = callsToReplicas(run, component).map((calls, replica) => calls - (before[replica] ?? 0) - checks)
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  return { first: sum(requests.slice(0, first)), all: sum(requests) }
}
