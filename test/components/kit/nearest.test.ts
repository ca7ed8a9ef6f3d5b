import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { editDistance, nearest } from "../../../components/kit/nearest.ts"

describe("editDistance", () => {
  it.each([
    ["", "", 0],
    ["abc", "", 3],
    ["latecy", "latency", 1],
    ["retires", "retries", 1], // one swap
    ["kitten", "sitting", 3], // the textbook's example
    ["ca", "abc", 3], // restricted: a swapped pair is not edited again
  ])("%s to %s is %d", (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance)
  })

  it("is symmetric, 0 only for equals, and at most the longer length", () => {
    const text = fc.string({ maxLength: 12 })
    fc.assert(
      fc.property(text, text, (a, b) => {
        const distance = editDistance(a, b)
        expect(editDistance(b, a)).toBe(distance)
        expect(distance === 0).toBe(a === b)
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length))
      }),
    )
  })
})

describe("nearest", () => {
  it.each([
    ["latecy", ["loss", "latency", "bandwidth"], "latency"],
    ["Latency", ["loss", "latency"], "latency"],
    ["databse", ["database", "datacentre"], "database"],
    ["xyz", ["latency", "loss"], undefined],
    ["", ["a"], undefined],
    ["a".repeat(1000), ["a"], undefined],
    ["MB", ["mb", "MB"], "MB"],
  ])("%s", (found, names, meant) => {
    expect(nearest(found, names)).toBe(meant)
  })
})
