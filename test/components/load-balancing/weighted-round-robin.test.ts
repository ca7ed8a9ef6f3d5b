import { describe, expect, it } from "vitest"
import { Choosing } from "./support/choosing.ts"

const of = (mode: string, weights: readonly number[], start = "first", seed = "1") =>
  new Choosing("weighted-round-robin", weights, { mode, start }, seed)

const letterCounts = (text: string) => ["a", "b", "c", "d"].map((letter) => text.split(letter).length - 1)

describe("weighted round robin", () => {
  it.each([
    // The guide's picture 1,1,1,2,2,3.
    ["block", [3, 2, 1], "aaabbcaaabbc"],
    ["block", [5, 1, 1], "aaaaabcaaaaabc"],
    // nginx 1.22.1, recorded: acceptance fact A1, oracle B01.
    ["nginx-smooth", [5, 1, 1], "aabacaaaabacaa"],
    ["nginx-smooth", [3, 2, 1], "abacbaabacba"],
    ["nginx-smooth", [4, 3, 2, 1], "abcabdacbaabcabdacba"],
    ["nginx-smooth", [5, 3, 2], "abcaabacba"],
    // Envoy's scheduler from zero: acceptance fact A2.
    ["earliest-deadline-first", [5, 1, 1], "aaaabca"],
    ["earliest-deadline-first", [3, 2, 1], "abacba"],
    ["earliest-deadline-first", [4, 3, 2, 1], "abcabadcba"],
  ])("%s with weights %j gives %s", (mode, weights, wanted) => {
    expect(of(mode, weights).letters(wanted.length)).toBe(wanted)
  })

  const modes = ["block", "nginx-smooth", "earliest-deadline-first", "shuffled-wheel"]

  it.each(modes)("%s gives each backend its weight in every round", (mode) => {
    for (const start of ["first", "random"]) {
      const choosing = of(mode, [4, 3, 2, 1], start)
      for (let round = 0; round < 5; round++) expect(letterCounts(choosing.letters(10))).toEqual([4, 3, 2, 1])
    }
  })

  it.each(modes)("%s shares among those that are up, and lets one that was away catch up nothing", (mode) => {
    const choosing = of(mode, [2, 1, 1])
    choosing.backends.up[1] = 0
    expect(letterCounts(choosing.letters(600)).slice(0, 3)).toEqual([400, 0, 200])
    choosing.backends.up[1] = 1
    const [, second = 0] = letterCounts(choosing.letters(40))
    expect(second).toBeGreaterThanOrEqual(9)
    expect(second).toBeLessThanOrEqual(12)
  })

  it("a wheel has another order for another caller, and keeps it", () => {
    const first = of("shuffled-wheel", [3, 2, 1], "first", "1")
    const round = first.letters(6)
    expect(first.letters(6)).toBe(round)
    const rounds = ["2", "3", "4", "5"].map((seed) => of("shuffled-wheel", [3, 2, 1], "first", seed).letters(6))
    expect(new Set([round, ...rounds]).size).toBeGreaterThan(2)
  })

  it("a wheel has as few slots as the weights allow", () => {
    // Kong's weights of 100, 100 and 50 are 2, 2 and 1.
    const choosing = of("shuffled-wheel", [100, 100, 50])
    const round = choosing.letters(5)
    expect(letterCounts(round).slice(0, 3)).toEqual([2, 2, 1])
    expect(choosing.letters(5)).toBe(round)
  })

  it("a random start is another place in the same round", () => {
    const starts = ["1", "2", "3", "4", "5", "6"].map((seed) =>
      of("earliest-deadline-first", [5, 1, 1], "random", seed).letters(7),
    )
    expect(new Set(starts).size).toBeGreaterThan(2)
    // Rounding of sums of 0.2 makes later rounds aaaaabc, as in any scheduler of doubles.
    const fromFirst = of("earliest-deadline-first", [5, 1, 1]).letters(14)
    for (const start of starts) expect(fromFirst).toContain(start)
  })

  it("works where all weights are 0", () => {
    for (const mode of modes) expect(of(mode, [0, 0]).choose()).toBeGreaterThanOrEqual(0)
  })
})
