import { describe, expect, it } from "vitest"
import { sceneOf } from "../../../../bench/playback/scene.ts"
import { Picture } from "../../../../ui/view-worker/draw/picture.ts"
import { awkward, numbers } from "../../playback/support.ts"
import { branchOf } from "../support.ts"

const SECOND = 1e9
/** Rising instants, the last of them the end. */
function portions(seed: number, count: number, endNs: number): readonly number[] {
  return [...numbers(seed, count, endNs), endNs].sort((a, b) => a - b)
}

describe("a run sent in portions", () => {
  const whole = branchOf(awkward, [3 * SECOND])
  const picture = new Picture(whole, sceneOf(whole.topology))
  const instants = numbers(5, 40, 3 * SECOND)

  it.each([1, 2, 3])("comes to the same as one sent whole (seed %i)", (seed) => {
    const parts = branchOf(awkward, portions(seed, 25, 3 * SECOND))
    expect(parts.extent).toEqual({ ...whole.extent, bytes: parts.extent.bytes })
    const other = new Picture(parts, sceneOf(parts.topology))
    for (const tNs of instants) {
      const a = picture.compose({ tNs, highlight: null })
      const b = other.compose({ tNs, highlight: null })
      expect(b.underWay).toEqual(a.underWay)
      expect(other.marks.hash()).toBe(picture.marks.hash())
    }
  })

  it("is drawn alike forwards and backwards", () => {
    const rising = [...instants].sort((a, b) => a - b)
    const hashes = rising.map((tNs) => {
      picture.compose({ tNs, highlight: null })
      return picture.marks.hash()
    })
    const back = rising.toReversed().map((tNs) => {
      picture.compose({ tNs, highlight: null })
      return picture.marks.hash()
    })
    expect(back.toReversed()).toEqual(hashes)
    expect(new Set(hashes).size).toBe(hashes.length)
  })
})
