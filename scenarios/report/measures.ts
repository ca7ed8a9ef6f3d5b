import { CountMetric, LatencyMetric, LevelMetric, SampleMetric } from "../../engine/index.ts"
import type { Run } from "../run/run.ts"

/** A measure of a component, or of the calls `from -> to` between two, by name, where it has one of that type. */
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

export function samplesOf(run: Run, owner: string, name: string): SampleMetric | undefined {
  const metric = run.metric(`${owner}.${name}`)
  return metric instanceof SampleMetric ? metric : undefined
}
