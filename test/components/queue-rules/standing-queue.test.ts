import { readFileSync } from "node:fs"
import { expect, it } from "vitest"
import { readScenario } from "../../../scenarios/read.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { countOf } from "../../scenarios/run/support.ts"

const path = new URL("../../../scenarios/library/standing-queue.yaml", import.meta.url)
const text = readFileSync(path, "utf8")
const SEEDS = ["1", "2"]

/** Share of calls that succeed from 30 s to 45 s, long after the service is fast again. */
function goodput(queue: string, seed: string): number {
  const { plan } = readScenario(text.replace("queue: { rule: codel }", `queue: ${queue}`))
  if (plan === undefined) throw new Error("the scenario is not in order")
  const run = new Run(plan, { seed })
  run.advance(30e9)
  const before = [countOf(run, "users.succeeded"), countOf(run, "users.offered")] as const
  run.advance(45e9)
  return (countOf(run, "users.succeeded") - before[0]) / (countOf(run, "users.offered") - before[1])
}

it.each(SEEDS)("a line that stands starves everybody for good, first come first served (seed %s)", (seed) => {
  // Retries keep the load above capacity, and what is worked on was given up long ago.
  expect(goodput("{}", seed)).toBeLessThan(0.01)
})

it.each(["codel", "{ kind: codel, preset: facebook }", "network-codel", "adaptive-lifo"])(
  "%s gets out of it",
  (rule) => {
    // The load is 80 % of capacity.
    for (const seed of SEEDS) expect(goodput(`{ rule: ${rule} }`, seed)).toBeGreaterThan(0.97)
  },
)
