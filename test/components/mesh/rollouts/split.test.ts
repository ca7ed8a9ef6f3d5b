import { describe, expect, it } from "vitest"
import { rolloutOf } from "../../../../components/mesh/rollouts/choice.ts"

const refuses = (shares: readonly number[], versions: number) =>
  rolloutOf({ strategy: "split", params: {} }).refuses({ shares }, versions)

describe("split", () => {
  it("has one step, with the shares as they are", () => {
    expect(rolloutOf({ strategy: "split", params: {} }).steps({ shares: [0.9, 0.1] }, 2)).toEqual([
      { atNs: 0, shares: [0.9, 0.1] },
    ])
  })

  it.each([
    [[0.9, 0.1], 2, undefined],
    // Thirds do not sum to 1 exactly.
    [[0.1, 0.2, 0.7], 3, undefined],
    [[1], 2, "there are 2 versions and 1 shares"],
    [[0.5, 0.4], 2, "the shares make 90 % in all, not 100 %"],
  ])("%j for %d versions: %s", (shares, versions, message) => {
    expect(refuses(shares, versions)).toBe(message)
  })
})
