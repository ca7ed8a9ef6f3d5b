import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { matchesGlob } from "../../../engine/faults/glob.ts"

describe("matchesGlob", () => {
  it.each([
    ["pay", "pay", true],
    ["pay", "pay-2", false],
    ["pay", "", false],
    ["", "", true],
    ["*", "", true],
    ["*", "anything", true],
    ["pay-*", "pay-eu", true],
    ["pay-*", "pay-", true],
    ["pay-*", "repay-eu", false],
    ["*-eu", "pay-eu", true],
    ["*-eu", "pay-eu-1", false],
    ["a*a", "a", false],
    ["a*a", "aa", true],
    ["a*b*c", "a-b-b-c", true],
    ["a*bc*c", "abc", false],
    ["*ab*ab*", "ab", false],
    ["*ab*ab*", "xabab", true],
    ["p.y", "pay", false],
    ["pay[*]", "pay[2]", true],
  ])("%s, %s: %s", (pattern, name, matches) => {
    expect(matchesGlob(pattern, name)).toBe(matches)
  })

  it("agrees with a regular expression", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 })
    const name = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 })
    fc.assert(
      fc.property(text, name, (pattern, value) => {
        expect(matchesGlob(pattern, value)).toBe(new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(value))
      }),
      { numRuns: 3000 },
    )
  })
})
