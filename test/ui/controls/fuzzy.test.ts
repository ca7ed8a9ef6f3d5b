import fc from "fast-check"
import { expect, test } from "vitest"
import { fuzzyFilter, fuzzyScore } from "../../../ui/controls/fuzzy.ts"

const titles = [
  "Play or pause",
  "Play backwards",
  "Next fault or breach",
  "retry-storm",
  "ledger",
  "Light theme",
  "online-boutique",
]
const best = (typed: string) => fuzzyFilter(titles, typed, (title) => title)[0]

test.each([
  ["pause", "Play or pause"],
  ["pb", "Play backwards"],
  ["nfb", "Next fault or breach"],
  ["storm", "retry-storm"],
  ["rs", "retry-storm"],
  ["led", "ledger"],
  ["lth", "Light theme"],
  ["PLAY BACK", "Play backwards"],
])("%s finds %s first", (typed, title) => {
  expect(best(typed)).toBe(title)
})

test("what has not all the letters is not found, and nothing typed finds all in their order", () => {
  expect(fuzzyFilter(titles, "xyz", (title) => title)).toEqual([])
  expect(fuzzyFilter(titles, "  ", (title) => title)).toEqual(titles)
})

test("every part of a text in its order finds it", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."abcdefg -"), minLength: 1, maxLength: 20 })
  fc.assert(
    fc.property(letters, fc.infiniteStream(fc.boolean()), (text, keeps) => {
      const typed = [...text].filter(() => keeps.next().value === true).join("")
      expect(fuzzyScore(typed, text)).toBeGreaterThan(0)
    }),
  )
})
