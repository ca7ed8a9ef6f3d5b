import { describe, expect, it } from "vitest"
import { readScenario } from "../../../scenarios/read.ts"
import { importCodes } from "../../../scenarios/text/codes/imports.ts"
import { codes } from "../../../scenarios/text/codes.ts"
import { applySuggestion, type Problem } from "../../../scenarios/text/problem.ts"
import { brokenCases } from "./corpus.ts"

const cases = brokenCases()

const folder = new Map([
  ["words.csv", "2ms\nfast\n"],
  ["empty.csv", "\n\n"],
])
const files = (path: string) => folder.get(path)

function problemsOf(text: string): readonly Problem[] {
  return readScenario(text, { files }).problems
}

describe("broken scenarios", () => {
  it.each(cases.map((one) => [one.title, one] as const))("%s", (_, { text, mistakes }) => {
    const found = problemsOf(text).map(({ code, line, column, suggestion }) => ({
      code,
      line,
      column,
      suggestion: suggestion?.text,
    }))
    expect(found).toEqual(mistakes)
  })

  it("are at least 80, and every code has one", () => {
    expect(cases.length).toBeGreaterThanOrEqual(80)
    const covered = new Set(cases.flatMap(({ mistakes }) => mistakes.map(({ code }) => code)))
    // Documents beyond the limits are made by robustness.test.ts.
    const limits = ["E-limit-size", "E-limit-depth", "E-limit-entries", "E-limit-aliases"]
    // Those of other products' files have theirs in test/formats.
    const elsewhere = [...limits, ...Object.keys(importCodes)]
    expect(Object.keys(codes).filter((code) => !covered.has(code) && !elsewhere.includes(code))).toEqual([])
  })

  it("pass with the suggestion applied", () => {
    for (const { title, text, mistakes } of cases) {
      const problems = problemsOf(text)
      for (const problem of problems.filter(({ suggestion }) => suggestion !== undefined)) {
        const after = problemsOf(applySuggestion(text, problem)).filter(({ severity }) => severity === "error")
        const same = after.filter(({ code, message }) => code === problem.code && message === problem.message)
        expect([title, same]).toEqual([title, []])
        if (mistakes.length === 1 && !text.startsWith("name: x")) expect([title, after]).toEqual([title, []])
      }
    }
  })
})
