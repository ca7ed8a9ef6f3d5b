import type { Run } from "../../../../scenarios/run/run.ts"

/** Requests that each replica of a component has got since the measures began, in order. */
export function arrivalsAt(run: Run, component: string): readonly number[] {
  const { instances, sim } = run.estate
  return instances.filter((one) => one.component === component).map(({ self }) => sim.meters.arrivals(self))
}

/** Requests that each replica got from one instant to another, in s. The run goes on to the latter. */
export function arrivalsFrom(run: Run, component: string, fromS: number, toS: number): readonly number[] {
  run.advance(fromS * 1e9)
  const before = arrivalsAt(run, component)
  run.advance(toS * 1e9)
  return arrivalsAt(run, component).map((count, replica) => count - (before[replica] ?? 0))
}

/** Each count as a share of all. */
export function sharesOf(counts: readonly number[]): readonly number[] {
  const all = counts.reduce((sum, count) => sum + count, 0)
  return counts.map((count) => count / all)
}
