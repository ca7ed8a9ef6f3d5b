import { type Ns, wholeNs } from "../../engine/index.ts"
import type { FaultRule, FaultTimingPlan, ScenarioPlan } from "../../scenarios/plan.ts"
import { readScenario } from "../../scenarios/read.ts"
import { Run } from "../../scenarios/run/run.ts"

/** Events from which the pace of a scenario is taken (chosen). */
const PACE_EVENTS = 5_000

/**
 * A scenario on a shorter time line, so that a run of about `events` events has its warm-up, all its faults and its
 * end. Loads, work and policies stay as they are. A run twice as eventful as the pace of its beginning is cut short.
 */
export function shortened(text: string, events: number): ScenarioPlan {
  const { plan, problems } = readScenario(text)
  if (plan === undefined) throw new Error(problems.map(({ message }) => message).join("\n"))
  const probe = new Run(plan)
  probe.advance(Number.POSITIVE_INFINITY, PACE_EVENTS)
  const { run } = plan
  const by = Math.min(1, ((probe.nowNs / PACE_EVENTS) * events) / run.durationNs)
  return {
    ...plan,
    run: {
      ...run,
      durationNs: wholeNs(run.durationNs * by),
      warmupNs: wholeNs(run.warmupNs * by),
      eventsMax: Math.min(run.eventsMax, 2 * events),
    },
    faults: plan.faults.map((rule): FaultRule => ({ ...rule, timing: scaled(rule.timing, (ns) => wholeNs(ns * by)) })),
  }
}

function scaled(timing: FaultTimingPlan, of: (ns: Ns) => Ns): FaultTimingPlan {
  switch (timing.kind) {
    case "timed":
      return { ...timing, atNs: of(timing.atNs), forNs: of(timing.forNs) }
    case "repeated":
      return { ...timing, atNs: of(timing.atNs), everyNs: of(timing.everyNs), forNs: of(timing.forNs) }
    case "stochastic":
      return { ...timing, fromNs: of(timing.fromNs), mtbfNs: of(timing.mtbfNs), mttrNs: of(timing.mttrNs) }
    case "conditional":
      return { ...timing, forNs: of(timing.forNs), cooldownNs: of(timing.cooldownNs) }
  }
}
