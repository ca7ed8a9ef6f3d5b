import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import type { FaultTimingPlan, ScenarioPlan } from "../../../scenarios/plan.ts"
import { readScenario } from "../../../scenarios/read.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { differsFromNs, takeOver } from "../../../scenarios/run/take-over.ts"
import { randomFault, withFaults } from "./random-faults.ts"

const EVENTS = 2_500
const LIBRARY = readdirSync("scenarios/library").filter((file) => file.endsWith(".yaml"))

function planOf(file: string): ScenarioPlan {
  const { plan } = readScenario(readFileSync(`scenarios/library/${file}`, "utf8"))
  if (plan === undefined) throw new Error(`${file} is no scenario`)
  return { ...plan, run: { ...plan.run, eventsMax: EVENTS } }
}

/** Whole numbers from 0 to below an end, the same for the same seed (a linear congruential generator). */
function chance(seed: number): (end: number) => number {
  let state = seed >>> 0
  return (end) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return Math.floor((state / 4_294_967_296) * end)
  }
}

/** A fault from `atNs` on, in one of the ways a schedule can say it. */
function timingAt(atNs: number, draw: (end: number) => number): FaultTimingPlan {
  const timings: readonly FaultTimingPlan[] = [
    { kind: "timed", atNs, forNs: 2e8 },
    { kind: "timed", atNs, forNs: Number.POSITIVE_INFINITY },
    { kind: "repeated", atNs, everyNs: 3e7, forNs: 1e7 },
    { kind: "stochastic", fromNs: atNs, mtbfNs: 2e7, mttrNs: 1e7 },
  ]
  return timings[draw(timings.length)] ?? { kind: "timed", atNs, forNs: 0 }
}

describe("a run that goes on from a snapshot of one with other faults", () => {
  it.each(LIBRARY.map((file, seed) => [file, seed] as const))("is the run from the beginning: %s", (file, seed) => {
    const draw = chance(seed)
    const bare = planOf(file)
    const whole = new Run(bare)
    whole.advance()
    const timed = { kind: "timed", atNs: Math.floor(whole.nowNs * 0.7), forNs: 1e8 } as const
    const plan = withFaults(bare, [...bare.faults, randomFault(whole, timed, draw)])
    const old = new Run(plan)
    old.advance(Number.POSITIVE_INFINITY, 1 + draw(EVENTS / 2))
    const atNs = old.nowNs + 1 + draw(Math.max(1, whole.nowNs - old.nowNs))
    const rule = randomFault(whole, timingAt(atNs, draw), draw)
    // One more; or one in place of another that has not begun.
    const isInstead = seed % 2 === 1 && timed.atNs > old.nowNs
    const edited = withFaults(plan, isInstead ? [...bare.faults, rule] : [...plan.faults, rule])
    const forked = new Run(edited)
    expect(differsFromNs(forked, old)).toBeGreaterThan(old.nowNs)
    takeOver(forked, old.snapshot(), old)
    forked.advance()
    const direct = new Run(edited)
    direct.advance()
    expect([forked.digest, forked.events, forked.nowNs]).toEqual([direct.digest, direct.events, direct.nowNs])
    expect(forked.faultLog.entries).toEqual(direct.faultLog.entries)
  })
})

describe("two runs can differ", () => {
  const plan = planOf("checkout.yaml")
  const run = new Run(plan)
  const at = (atNs: number) => ({ ...randomFault(run, { kind: "timed", atNs, forNs: 1 }, () => 0) })

  it("never, by what nobody asks for while they run", () => {
    expect(differsFromNs(new Run({ ...plan, name: "other", question: "?", objectives: [], hash: "other" }), run)).toBe(
      Number.POSITIVE_INFINITY,
    )
  })

  it("from the first fault on that only one has", () => {
    const more = (...times: readonly number[]) => new Run(withFaults(plan, [...plan.faults, ...times.map(at)]))
    expect(differsFromNs(more(3e9, 2e9), run)).toBe(2e9)
    expect(differsFromNs(more(2e9, 5e9), more(2e9, 4e9))).toBe(4e9)
    expect(differsFromNs(new Run(withFaults(plan, [])), run)).toBe(180e9)
    // Its own place in the list counts: another number is another event.
    expect(differsFromNs(new Run(withFaults(plan, [at(9e9), ...plan.faults])), run)).toBe(9e9)
  })

  it("from the beginning, by anything else", () => {
    const others = [
      { ...plan, links: [] },
      { ...plan, components: { ...plan.components, spare: plan.components.fraud } } as ScenarioPlan,
      { ...plan, run: { ...plan.run, eventsMax: 7 } },
    ]
    for (const other of others) expect(differsFromNs(new Run(other), run)).toBe(Number.NEGATIVE_INFINITY)
    expect(differsFromNs(new Run(plan, { seed: "other" }), run)).toBe(Number.NEGATIVE_INFINITY)
  })
})
