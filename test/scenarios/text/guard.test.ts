import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { guardText } from "../../../scenarios/text/guard.ts"
import { defaultLimits } from "../../../scenarios/text/limits.ts"
import { parseText } from "../../../scenarios/text/parse.ts"
import { applySuggestion } from "../../../scenarios/text/problem.ts"

const code = (text: string) => guardText(text, defaultLimits).map((problem) => problem.code)[0]

/** Every member refers twice to the one before: 2^50 values if followed to the end. */
const bomb = ["a0: &a0 x", ...Array.from({ length: 50 }, (_, i) => `a${i + 1}: &a${i + 1} [*a${i}, *a${i}]`)].join("\n")

describe("limits", () => {
  it.each([
    ["deep flow lists", "[".repeat(10_000) + "]".repeat(10_000), "E-limit-depth"],
    ["deep flow mappings", "{a: ".repeat(10_000), "E-limit-depth"],
    ["deep lists on one line", "- ".repeat(10_000), "E-limit-depth"],
    ["deep complex keys", "? ".repeat(10_000), "E-limit-depth"],
    ["deep indentation", Array.from({ length: 100 }, (_, i) => `${" ".repeat(i)}a:`).join("\n"), "E-limit-depth"],
    ["brackets behind quotes that do not open", `a: b 'c\nd: ${"[".repeat(100)}`, "E-limit-depth"],
    ["brackets closed in comments and quotes", "[ ']' # ]\n".repeat(100), "E-limit-depth"],
    ["a block inside flow inside a block", `a:\n  b: ${"[".repeat(63)}`, "E-limit-depth"],
    ["2 MB", "#".repeat(2_000_000), "E-limit-size"],
    ["many keys", Array.from({ length: 50_001 }, (_, i) => `k${i}: 1`).join("\n"), "E-limit-entries"],
    ["many members", `[${"1,".repeat(50_001)}]`, "E-limit-entries"],
    ["many aliases", `a: &a 1\nb: [${"*a,".repeat(101)}]`, "E-limit-aliases"],
    ["many anchors", Array.from({ length: 101 }, (_, i) => `- &a${i} 1`).join("\n"), "E-limit-aliases"],
    ["a NUL", "a: \u0000", "E-text-control"],
    ["the lexer's own marks", "\u001f[", "E-text-control"],
    ["an escape", "a: \u001b[31m", "E-text-control"],
    ["a tag", "a: !!binary abc", "E-yaml-tag"],
    ["a directive", "%YAML 1.1\n---\na: yes", "E-yaml-directive"],
    ["two documents", "---\na: 1\n---\nb: 2", "E-yaml-documents"],
  ])("%s", (_, text, expected) => {
    expect(code(text)).toBe(expected)
  })

  it.each([
    ["64 levels", `${"[".repeat(64)}${"]".repeat(64)}`],
    ["brackets in texts and comments", `a: "${"[".repeat(1000)}"\nb: '${"{".repeat(1000)}' # ${"[".repeat(1000)}`],
    ["brackets in a block scalar", `a: |\n  ${"[\n  ".repeat(1000)}`],
    ["a bracket alone in an unindented block scalar", "--- |\n[\n"],
    ["brackets in a plain text", `a: b ${"[".repeat(1000)}`],
    ["many lists one after another", "- [1, {a: 2}]\n".repeat(1000)],
    ["tabs in JSON", '{\n\t"a":\t1\n}'],
    ["a byte-order mark, carriage returns", "\uFEFFa: 1\r\nb: 2\r\n"],
    ["one document with marks", "---\na: 1\n...\n"],
  ])("lets %s through", (_, text) => {
    expect(parseText(text).problems).toEqual([])
  })

  it("stops a bomb of aliases when following it", () => {
    const { problems } = parseText(bomb)
    expect(problems.map((problem) => problem.code)).toEqual(["E-limit-entries"])
  })

  it("reports an anchor that contains itself once", () => {
    expect(parseText("a: &a [*a, *a]").problems.map((problem) => problem.code)).toContain("E-yaml-alias")
  })

  it("takes the limits it is given", () => {
    expect(guardText("[[1]]", { ...defaultLimits, depthMax: 1 })[0]).toMatchObject({ code: "E-limit-depth", column: 2 })
  })
})

describe("brackets and quotes", () => {
  it.each([
    // text, line and column of the culprit, text after the suggestion
    ["a: [1, 2\nb: 3\n", 1, 4, "a: [1, 2]\nb: 3\n"],
    ["a: [{ b: 1\nc: 3", 1, 5, "a: [{ b: 1}]\nc: 3"],
    ["a: [1, 2 # two\n", 1, 4, "a: [1, 2] # two\n"],
    ["a: [1, 2}\n", 1, 9, "a: [1, 2]\n"],
    ["a: 'x\nb: 2", 1, 4, "a: 'x'\nb: 2"],
    ['x: 1\na: "x\nb: 2', 2, 4, 'x: 1\na: "x"\nb: 2'],
    ["]a: 1", 1, 1, "a: 1"],
  ])("%j", (text, line, column, repaired) => {
    const [problem] = guardText(text, defaultLimits)
    if (problem === undefined) throw new Error("nothing found")
    expect(problem).toMatchObject({ code: "E-yaml-syntax", line, column })
    expect(applySuggestion(text, problem)).toBe(repaired)
    expect(parseText(repaired).problems).toEqual([])
  })
})

describe("robustness", () => {
  it("never throws, for any arrangement of YAML's signs", () => {
    const sign = fc.constantFrom(
      ..."[]{}:,-?&*!|>'\"%@`#\n\r\t ab1",
      ": ",
      "- ",
      "? ",
      "\n  ",
      "\n    ",
      "&a ",
      "*a ",
      "---\n",
      "|\n",
      "<<: ",
    )
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 60 }), (signs) => {
        const text = signs.join("")
        for (const problem of parseText(text).problems) {
          expect(problem.start).toBeLessThanOrEqual(text.length)
          expect(problem.line).toBeGreaterThan(0)
          expect(problem.column).toBeGreaterThan(0)
        }
      }),
      { numRuns: 3000 },
    )
  })

  it("survives long runs of any short pattern, up to the depth it lets through", () => {
    const sign = fc.constantFrom(..."[]{}:,-?&*!|>'\"#\n a", ": ", "- ", "? ", "\n ")
    fc.assert(
      fc.property(fc.array(sign, { minLength: 1, maxLength: 4 }), (signs) => {
        expect(parseText(signs.join("").repeat(2_000)).text.length).toBeGreaterThan(0)
      }),
      { numRuns: 60 },
    )
  })
})
