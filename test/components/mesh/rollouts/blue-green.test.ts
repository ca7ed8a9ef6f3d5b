import { describe, expect, it } from "vitest"
import { rolloutOf } from "../../../../components/mesh/rollouts/choice.ts"

const blueGreen = rolloutOf({ strategy: "blue-green", params: {} })

describe("blue-green", () => {
  it("sends everything one way, then the other, then back", () => {
    expect(blueGreen.steps({ at: 10, back: 20 }, 2)).toEqual([
      { atNs: 0, shares: [1, 0] },
      { atNs: 10, shares: [0, 1] },
      { atNs: 20, shares: [1, 0] },
    ])
  })

  it("stays where it is told no way back", () => {
    expect(blueGreen.steps({ at: 10, back: undefined }, 2)).toHaveLength(2)
  })

  it.each([
    [{ at: 10 }, 3, "blue-green has two versions; there are 3"],
    [{ at: 10, back: 10 }, 2, "the way back comes after the way there"],
    [{ at: 10, back: 11 }, 2, undefined],
  ])("%j for %d versions: %s", (params, versions, message) => {
    expect(blueGreen.refuses(params, versions)).toBe(message)
  })
})
