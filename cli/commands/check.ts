import { basename } from "node:path"
import { INVALID, OK, worst } from "../lib/exit-codes.ts"
import { loadScenario, showProblems } from "../lib/load-scenario.ts"
import { print, printJson } from "../lib/output.ts"
import { readSetting } from "../lib/settings.ts"

export interface CheckOptions {
  readonly json?: boolean
  readonly set: readonly string[]
  readonly color: boolean
}

/** Says everything that is wrong with scenarios, without running them. */
export function check(paths: readonly string[], options: CheckOptions): number {
  const settings = options.set.map(readSetting)
  const loaded = paths.map((path) => loadScenario(path, settings))
  if (options.json === true) {
    printJson(loaded.map(({ path, plan, problems }) => ({ file: path, valid: plan !== undefined, problems })))
  } else {
    for (const one of loaded) {
      showProblems(one, options.color)
      if (one.plan !== undefined) print(`${basename(one.path)}: ok, ${summary(one.plan)}`)
    }
  }
  return worst(loaded.map(({ plan }) => (plan === undefined ? INVALID : OK)))
}

function summary(plan: NonNullable<ReturnType<typeof loadScenario>["plan"]>): string {
  const components = Object.values(plan.components)
  const replicas = components.reduce((sum, one) => sum + one.replicas, 0)
  const parts = [
    [components.length, "component"],
    [replicas, "replica"],
    [plan.faults.length, "fault"],
    [plan.objectives.length, "objective"],
  ] as const
  return parts
    .filter(([count]) => count > 0)
    .map(([count, noun]) => `${count} ${noun}${count === 1 ? "" : "s"}`)
    .join(", ")
}
