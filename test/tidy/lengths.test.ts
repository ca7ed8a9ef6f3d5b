import { describe, expect, test } from "vitest"
import { type LengthLimits, lengthFindings, lineCount, median } from "./lengths.ts"
import { readSources, roomOf } from "./tree.ts"

// chosen: what the codebases we admire keep to (median file 15–155 lines, 95th percentile 300–620).
const limits: LengthLimits = {
  linesMax: 300,
  linesMedianMax: 120,
  longer: {},
}

const isTest = (path: string) => roomOf(path) === "test"

describe.each([
  ["sources", readSources().filter(({ path }) => !isTest(path))],
  ["tests", readSources().filter(({ path }) => isTest(path))],
])("%s", (kind, files) => {
  test("are short", () => {
    const longer = Object.entries(limits.longer).filter(([path]) => isTest(path) === (kind === "tests"))
    expect(files.length).toBeGreaterThan(0)
    expect(lengthFindings(files, { ...limits, longer: Object.fromEntries(longer) })).toEqual([])
  })
})

describe("the check finds what it looks for", () => {
  const file = (path: string, lines: number) => ({ path, text: "x\n".repeat(lines) })
  const small = { linesMax: 3, linesMedianMax: 2, longer: { "long.ts": 5 } }

  // [what is in the tree, what is found]
  test.each([
    [[file("a.ts", 2), file("b.ts", 3), file("long.ts", 5), file("c.ts", 1)], []],
    [[file("a.ts", 1), file("b.ts", 4), file("long.ts", 5), file("c.ts", 1)], ["b.ts has 4 lines, 3 at most"]],
    [[file("a.ts", 1), file("c.ts", 1), file("long.ts", 6)], ["long.ts has 6 lines, 5 at most"]],
    [[file("a.ts", 1), file("c.ts", 1), file("long.ts", 4)], ["long.ts has 4 lines: lower its 5"]],
    [[file("long.ts", 2)], ["long.ts has 2 lines: take it off the list"]],
    [[file("a.ts", 1)], ["long.ts has 0 lines: take it off the list"]],
    [[file("a.ts", 3), file("b.ts", 3), file("long.ts", 5)], ["the median file has 3 lines, 2 at most"]],
  ])("case %#", (files, found) => {
    expect(lengthFindings(files, small)).toEqual(found)
  })

  test("lines are counted as an editor shows them", () => {
    expect(["", "a", "a\n", "a\n\n", "a\nb"].map(lineCount)).toEqual([0, 1, 1, 2, 2])
  })

  test("the median is the middle", () => {
    expect([median([]), median([7]), median([9, 1, 5]), median([4, 1, 3, 2])]).toEqual([0, 7, 5, 2])
  })
})
