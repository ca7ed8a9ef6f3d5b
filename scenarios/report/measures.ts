import { CountMetric, LatencyMetric, LevelMetric } from "../../engine/index.ts"
import type { Run } from "../run/run.ts"

/** A measure of a component by name, where it has one of that type. */
export function latencyOf(run: Run, component: string, name: string): LatencyMetric | undefined {
  const metric = run.metric(`${component}.${name}`)
  return metric instanceof LatencyMetric ? metric : undefined
}

export function levelOf(run: Run, component: string, name: string): LevelMetric | undefined {
  const metric = run.metric(`${component}.${name}`)
  return metric instanceof LevelMetric ? metric : undefined
}

export function counterOf(run: Run, component: string, name: string): CountMetric | undefined {
  const metric = run.metric(`${component}.${name}`)
  return metric instanceof CountMetric ? metric : undefined
}
