import { describe, expect, it } from "vitest"
import { rolloutOf } from "../../../../components/mesh/rollouts/choice.ts"

const canary = rolloutOf({ strategy: "canary", params: {} })

describe("canary", () => {
  it("begins with nothing where its first step comes later", () => {
    expect(canary.steps({ steps: [{ at: 5, share: 0.25 }] }, 2)).toEqual([
      { atNs: 0, shares: [1, 0] },
      { atNs: 5, shares: [0.75, 0.25] },
    ])
  })

  it("begins with its first step where that is at the start", () => {
    expect(canary.steps({ steps: [{ at: 0, share: 0.5 }] }, 2)).toEqual([{ atNs: 0, shares: [0.5, 0.5] }])
  })

  it.each([
    [[{ at: 0, share: 0.1 }], 3, "a canary has two versions, the old and the new; there are 3"],
    [
      [
        { at: 5, share: 0.1 },
        { at: 5, share: 0.2 },
      ],
      2,
      "the times of the steps have to rise",
    ],
    [[{ at: 5, share: 0.1 }], 2, undefined],
  ])("%j for %d versions: %s", (steps, versions, message) => {
    expect(canary.refuses({ steps }, versions)).toBe(message)
  })
})
