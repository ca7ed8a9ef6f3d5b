import { describe, expect, it } from "vitest"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../../components/kit/balancing/strategy.ts"
import { seedWords } from "../../../engine/index.ts"
import { strategyOf } from "../support/world.ts"
import { Choosing } from "./support/choosing.ts"

function setUp(choices: number, count: number) {
  const backends = new Backends(Array.from({ length: count }, (_, index) => index))
  const name = { seed: seedWords("7"), instance: "a", target: "b" }
  const params = strategyOf("power-of-choices").params.parse({ choices })
  const chooser = chooserOf(strategyOf("power-of-choices"), params, backends, name)
  return { backends, choose: () => chooser.choose(0, 0, backends) }
}

describe("power of choices", () => {
  // With replacement, the busiest of n is chosen only when every draw hits it: probability n^-d.
  // 40,000 picks: four standard errors of 1/16 are 4 * sqrt(0.0625 * 0.9375 / 40000) = 0.0048.
  it.each([
    [1, 4, 0.25],
    [2, 4, 0.0625],
    [3, 4, 0.015625],
  ])("%i draws among %i choose the busiest with probability %f", (choices, count, wanted) => {
    const { backends, choose } = setUp(choices, count)
    backends.inFlight.set([0, 0, 0, 9])
    let busiest = 0
    for (let pick = 0; pick < 40_000; pick++) if (choose() === 3) busiest++
    expect(Math.abs(busiest / 40_000 - wanted)).toBeLessThan(4 * Math.sqrt((wanted * (1 - wanted)) / 40_000))
  })

  // Balls into bins, n = 1000: one choice leaves a fullest bin of about ln n / ln ln n = 3.6 (5 to 7 seen), two
  // choices about ln ln n / ln 2 + O(1) (3 or 4 seen): Mitzenmacher 2001.
  it("two choices leave a far lower highest load than one", () => {
    const highest = (choices: number) => {
      const { backends, choose } = setUp(choices, 1000)
      for (let ball = 0; ball < 1000; ball++) backends.enter(choose())
      return Math.max(...backends.inFlight)
    }
    expect(highest(1)).toBeGreaterThanOrEqual(5)
    expect(highest(2)).toBeLessThanOrEqual(4)
  })

  it("finds the only backend that is up among a thousand", () => {
    const { backends, choose } = setUp(2, 1000)
    backends.up.fill(0)
    expect(choose()).toBe(-1)
    backends.up[613] = 1
    for (let pick = 0; pick < 100; pick++) expect(choose()).toBe(613)
  })

  it("compares calls in flight relative to weight", () => {
    const choosing = new Choosing("power-of-choices", [1, 10], { choices: 16 })
    choosing.backends.inFlight.set([1, 5])
    for (let pick = 0; pick < 50; pick++) expect(choosing.choose()).toBe(1)
  })

  // Two draws by weights 1:2:1, with the second backend busy: with replacement it is chosen when both draws hit it,
  // 1/4; without, never. Uniform draws hit it twice with probability 1/9.
  it.each([
    ["haproxy", 1 / 4],
    ["nginx", 0],
    ["envoy", 1 / 9],
  ])("as %s chooses the busy one with probability %f", (preset, wanted) => {
    const choosing = new Choosing("power-of-choices", [1, 2, 1], { preset })
    choosing.backends.inFlight.set([0, 9, 0])
    const share = choosing.shares(40_000)[1] ?? 0
    expect(Math.abs(share - wanted)).toBeLessThanOrEqual(4 * Math.sqrt((wanted * (1 - wanted)) / 40_000))
  })
})
