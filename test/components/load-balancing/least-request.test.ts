import { describe, expect, it } from "vitest"
import { effectiveWeight } from "../../../components/load-balancing/least-request.ts"
import { Choosing } from "./support/choosing.ts"

const busy = (text: object, weights: readonly number[], inFlight: readonly number[]) => {
  const choosing = new Choosing("least-request", weights, text)
  choosing.backends.inFlight.set(inFlight)
  return choosing
}

describe("least request", () => {
  // Oracle E04, Envoy's documentation: weight 2 and 4 active requests.
  it.each([
    [1, 0.4],
    [0, 2],
    [2, 0.08],
  ])("with a bias of %d a weight of 2 with 4 active counts as %d", (bias, wanted) => {
    expect(effectiveWeight(2, 4, bias)).toBeCloseTo(wanted, 12)
  })

  it("with unequal weights and no calls open is Envoy's weighted round robin", () => {
    expect(new Choosing("least-request", [5, 1, 1]).letters(7)).toBe("aaaabca")
    expect(new Choosing("least-request", [4, 3, 2, 1]).letters(10)).toBe("abcabadcba")
  })

  // Weights 2:1 with 4 calls on the first: 2 / 5 against 1, so 2/7 of the turns; with a bias of 0 it is 2/3.
  it.each([
    [1, 2 / 7],
    [0, 2 / 3],
  ])("bias %d gives the busy one a share of %d", (activeRequestBias, wanted) => {
    const share = busy({ activeRequestBias }, [2, 1], [4, 0]).shares(7000)[0] ?? 0
    expect(Math.abs(share - wanted)).toBeLessThan(0.001)
  })

  it("with equal weights draws: the busiest of four once in 16 times", () => {
    const share = busy({}, [1, 1, 1, 1], [0, 0, 0, 9]).shares(40_000)[3] ?? 0
    expect(Math.abs(share - 1 / 16)).toBeLessThan(0.005) // four standard errors
  })

  it("scanning all, is fair among the least busy and never takes another", () => {
    const shares = busy({ preset: "full-scan" }, [1, 1, 1, 1], [3, 1, 1, 1]).shares(30_000)
    expect(shares[0]).toBe(0)
    for (const share of shares.slice(1)) expect(Math.abs(share - 1 / 3)).toBeLessThan(0.011) // four standard errors
  })
})
