import { readFileSync } from "node:fs"
import { join } from "node:path"
import { applySettings, readSetting } from "../../cli/lib/settings.ts"
import { buildReport, problemLine, type Report, Run, readScenario } from "../../index.ts"
import type { Check } from "../../scenarios/coverage-list/index.ts"
import type { ScenarioPlan } from "../../scenarios/plan.ts"
import type { Sides } from "./judge.ts"
import { metricAt } from "./metric.ts"

/** One run of a scenario of the library, with settings as `--set` takes them. */
export interface RunOf {
  readonly scenario: string
  readonly settings: readonly string[]
  readonly seed: string
}

const plans = new Map<string, ScenarioPlan>()
const reports = new Map<string, Report>()

/** A check's metric on both sides, one run a seed. */
export function sidesOf({ scenario, settings = [], metric, ...check }: Check, seeds: readonly string[]): Sides {
  const measured = (own: readonly string[]) =>
    seeds.map((seed) => metricAt(reportOf({ scenario, settings: [...settings, ...own], seed }), metric))
  return { with: measured(check.with), without: measured(check.without) }
}

/** The report of a run. Runs are deterministic, so each is made once. Throws where one ends early or breaks an invariant. */
export function reportOf(one: RunOf): Report {
  const known = reports.get(JSON.stringify(one))
  if (known !== undefined) return known
  const report = madeBy(one)
  reports.set(JSON.stringify(one), report)
  return report
}

/** What the runs of all seeds are made from. Throws where it cannot be read. */
function planOf({ scenario, settings }: RunOf): ScenarioPlan {
  const name = JSON.stringify([scenario, settings])
  const known = plans.get(name)
  if (known !== undefined) return known
  const whole = readFileSync(join("scenarios", "library", `${scenario}.yaml`), "utf8")
  // Warnings are let through: some sides of a comparison overload a server on purpose.
  const { plan, problems } = readScenario(applySettings(whole, settings.map(readSetting)))
  if (plan === undefined) throw new Error(problems.map((problem) => problemLine(problem, scenario)).join("\n"))
  plans.set(name, plan)
  return plan
}

function madeBy(one: RunOf): Report {
  const run = new Run(planOf(one), { seed: one.seed })
  run.advance()
  const report = buildReport(run)
  if (report.stoppedBy !== null) throw new Error(`${one.scenario}: the run stopped early: ${report.stoppedBy}`)
  const broken = report.invariants.filter(({ held }) => !held)
  if (broken.length > 0) throw new Error(`${one.scenario}: not held: ${broken.map(({ name }) => name).join(", ")}`)
  return report
}
