import { expect } from "vitest"
import {
  buildReport,
  CountMetric,
  LatencyMetric,
  type Problem,
  type Report,
  Run,
  readScenario,
} from "../../../index.ts"
import type { ScenarioPlan } from "../../../scenarios/plan.ts"

/** Reads a document without `name` that has to be in order. */
export function planOf(yaml: string): ScenarioPlan {
  const { plan, problems } = readScenario(`name: test\n${yaml}`)
  if (plan === undefined) throw new Error(problems.map(({ code, message }) => `${code} ${message}`).join("\n"))
  return plan
}

/** What is wrong with a document, as `code: message`. */
export function problemsOf(yaml: string): readonly Problem[] {
  return readScenario(`name: test\n${yaml}`).problems
}

/** A run of a document to its end. */
export function runOf(yaml: string, seed = "7"): Run {
  const run = new Run(planOf(yaml), { seed })
  run.advance()
  expect(run.stoppedBy).toBeNull()
  return run
}

/** A run and what is reported of it; no invariant is broken. */
export function reportOf(yaml: string, seed = "7"): Report {
  const report = buildReport(runOf(yaml, seed))
  expect(report.invariants.filter(({ held }) => !held)).toEqual([])
  return report
}

/** Calls between two components by outcome. */
export function outcomesOf({ links }: Report, link: string): Readonly<Record<string, number>> {
  return { ...links[link]?.outcomes }
}

export function countOf(run: Run, name: string): number {
  const metric = run.metric(name)
  return metric instanceof CountMetric ? metric.total : 0
}

/** Longest value of a latency, in ms. */
export function maxMs(run: Run, name: string): number {
  const metric = run.metric(name)
  if (!(metric instanceof LatencyMetric)) throw new Error(`there is no latency ${name}`)
  return metric.wholeRun.max / 1e6
}

/** Stops a run half-way, goes on from there in another, and finds nothing different. */
export function expectForks(yaml: string, atMs: number): void {
  const plan = planOf(yaml)
  const first = new Run(plan, { seed: "3" })
  first.advance(atMs * 1e6)
  const second = new Run(plan, { seed: "3" })
  second.restore(first.snapshot())
  first.advance()
  second.advance()
  expect(second.digest).toBe(first.digest)
  expect(buildReport(second)).toEqual(buildReport(first))
}
