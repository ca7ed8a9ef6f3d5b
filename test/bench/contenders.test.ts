import { describe, expect, it } from "vitest"
import { CONTENDERS, GAP_NS } from "../../bench/kit/contenders.ts"
import { median } from "../../bench/kit/median.ts"
import { sameOutcome } from "../../bench/kit/outcome.ts"

const REQUESTS = 3_000

describe("ours and the hard-coded kernel", () => {
  // [model, who runs it]
  it.each([
    ["calls", 3],
    ["chain", 3],
    ["mm1", 2],
  ])("come to the same count, mean and p99: %s", (model, runners) => {
    const outcomes = Object.entries(CONTENDERS)
      .filter(([name]) => name.startsWith(`${model}/`))
      .map(([, run]) => run("7", REQUESTS * GAP_NS))
    expect(outcomes).toHaveLength(runners)
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0])
    // Poisson: within five standard deviations.
    expect(Math.abs((outcomes[0]?.requests ?? 0) - REQUESTS)).toBeLessThan(5 * Math.sqrt(REQUESTS))
  })
})

describe("the chain with a mesh", () => {
  it("meets the arrivals of the chain without one, and takes three sidecars longer", () => {
    const chain = CONTENDERS["mesh/chain"]("7", REQUESTS * GAP_NS)
    const meshed = CONTENDERS["mesh/ours"]("7", REQUESTS * GAP_NS)
    // Up to those that are under way at the end.
    expect(Math.abs(meshed.requests - chain.requests)).toBeLessThan(100)
    expect(meshed.meanNs - chain.meanNs).toBeGreaterThan(3 * 1.2e6)
  })
})

describe("the kit", () => {
  const outcome = { requests: 3, meanNs: 2, p99Ns: 5 }

  it.each([
    [outcome, true],
    [{ ...outcome, requests: 4 }, false],
    [{ ...outcome, meanNs: 2.0000000000000004 }, false],
    [{ ...outcome, p99Ns: 6 }, false],
  ])("compares outcomes to the last digit: %o", (other, same) => {
    expect(sameOutcome(outcome, other)).toBe(same)
  })

  it.each([
    [[7], 7],
    [[9, 1, 5], 5],
    [[4, 1, 3, 2], 2.5],
  ])("takes the middle of %o", (values, middle) => {
    expect(median(values)).toBe(middle)
  })
})
