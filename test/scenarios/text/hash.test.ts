import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { canonicalHash, canonicalText } from "../../../scenarios/text/hash.ts"

describe("canonicalText", () => {
  it.each([
    [{ b: 1, a: [true, null, "x"] }, '{"a":[true,null,"x"],"b":1}'],
    [{ a: undefined, b: -0 }, '{"b":0}'],
    [{ Z: 1, a: 2, ä: 3, _: 4 }, '{"Z":1,"_":4,"a":2,"ä":3}'],
    [1e21, "1e+21"],
    [[undefined], "[null]"],
  ])("%o", (value, text) => {
    expect(canonicalText(value)).toBe(text)
  })

  it("does not depend on the order of names, and differs for different values", () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (value) => {
        const names = Object.keys(value).filter((name) => name !== "__proto__")
        const turned = Object.fromEntries(names.toReversed().map((name) => [name, value[name]]))
        const straight = Object.fromEntries(names.map((name) => [name, value[name]]))
        expect(canonicalText(turned)).toBe(canonicalText(straight))
        expect(canonicalText({ ...straight, "": { more: 1 } })).not.toBe(
          canonicalText({ ...straight, "": { more: 2 } }),
        )
      }),
    )
  })

  it.each([Number.NaN, Infinity, 1n, () => 1])("refuses %s", (value) => {
    expect(() => canonicalText({ value })).toThrow(/no canonical form/)
  })
})

describe("canonicalHash", () => {
  it("is SHA-256 of the text in UTF-8", () => {
    // printf '{"a":"\303\274"}' | sha256sum
    expect(canonicalHash({ a: "ü" })).toBe("fd621823002706e24604cb868a9f4f8850d6f01fb5040d49ba050482e1472437")
  })
})
