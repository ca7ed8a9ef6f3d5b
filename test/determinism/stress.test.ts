import { describe, expect, it } from "vitest"
import { checkInvariants } from "../../engine/index.ts"
import { readScenario } from "../../scenarios/read.ts"
import { Run } from "../../scenarios/run/run.ts"
import { SCENARIOS } from "./scenarios.ts"

function stressed(seed: string): Run {
  const { plan } = readScenario(SCENARIOS.find(({ name }) => name === "stress")?.text ?? "")
  if (plan === undefined) throw new Error("the restless scenario does not pass its own check")
  const run = new Run(plan, { seed })
  run.advance()
  return run
}

describe("the restless scenario", () => {
  const run = stressed("42")

  it("holds its invariants and is eventful", () => {
    expect(checkInvariants(run.estate.sim).filter(({ held }) => !held)).toEqual([])
    expect(run.events).toBeGreaterThan(30_000)
    expect(run.faultLog?.begun).toBeGreaterThanOrEqual(5)
    expect(run.estate.ports.edges.get("shop -> stock")?.retries).toBeGreaterThan(100)
  })

  it("is another run with another seed", () => {
    expect(stressed("43").digest).not.toBe(run.digest)
  })
})
