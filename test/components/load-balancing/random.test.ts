import { expect, it } from "vitest"
import { Backends } from "../../../components/kit/balancing/backends.ts"
import { chooserOf } from "../../../components/kit/balancing/strategy.ts"
import { seedWords } from "../../../engine/index.ts"
import { strategyOf } from "../support/world.ts"

function shares(weights: readonly number[], down: readonly number[], picks: number): number[] {
  const backends = new Backends(
    weights.map((_, index) => index),
    weights,
  )
  for (const index of down) backends.up[index] = 0
  const chooser = chooserOf(strategyOf("random"), {}, backends, { seed: seedWords("1"), instance: "a", target: "b" })
  const counts = weights.map(() => 0)
  for (let pick = 0; pick < picks; pick++) {
    const index = chooser.choose(0, 0, backends)
    counts[index] = (counts[index] ?? 0) + 1
  }
  return counts.map((count) => count / picks)
}

// Four standard errors of a share of 1/2 over 40,000 picks: 4 * sqrt(0.25 / 40000) = 0.01.
it.each([
  [[1, 1, 1, 1], [], [0.25, 0.25, 0.25, 0.25]],
  [[1, 2, 1], [], [0.25, 0.5, 0.25]],
  [[1, 2, 1], [1], [0.5, 0, 0.5]],
  [
    [5, 1, 1],
    [0, 2],
    [0, 1, 0],
  ],
])("weights %j with %j down give shares %j", (weights, down, wanted) => {
  shares(weights, down, 40_000).forEach((share, index) => {
    expect(Math.abs(share - (wanted[index] ?? 0))).toBeLessThanOrEqual(wanted[index] === 0 ? 0 : 0.01)
  })
})
