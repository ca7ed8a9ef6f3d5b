import { describe, expect, it } from "vitest"
import { codes, isProblemCode } from "../../../scenarios/text/codes.ts"
import { Places, pathText } from "../../../scenarios/text/place.ts"
import { inTextOrder, type Problem } from "../../../scenarios/text/problem.ts"
import { listProblems, renderProblem, renderProblems } from "../../../scenarios/text/render.ts"

function problem(text: string, part: string, more: Partial<Problem> = {}): Problem {
  const start = text.indexOf(part)
  const range = new Places(text).range(start, start + part.length)
  return {
    code: "E-unknown-key",
    severity: "error",
    path: ["links"],
    message: `unknown key "${part}"`,
    ...range,
    ...more,
  }
}

const text = "name: checkout\nlinks:\n  x: { latecy: 300us }\n"
const latecy = problem(text, "latecy", {
  suggestion: { text: "latency", replace: { start: 28, end: 34 }, question: 'did you mean "latency"' },
})

describe("renderProblem", () => {
  it("shows place, code, words, the line with its neighbour, and the question", () => {
    expect(renderProblem(latecy, { fileName: "checkout.yaml", text })).toBe(
      [
        'checkout.yaml:3:8 error E-unknown-key: unknown key "latecy"',
        "  2 | links:",
        "  3 |   x: { latecy: 300us }",
        "    |        ^^^^^^",
        '  did you mean "latency"?',
      ].join("\n"),
    )
  })

  it("uses the painter for all but the document's own text", () => {
    const wrap = (mark: string) => (inner: string) => `<${mark}>${inner}</${mark}>`
    const painter = { error: wrap("e"), warning: wrap("w"), strong: wrap("b"), faint: wrap("f") }
    const warning = { ...latecy, severity: "warning" as const }
    expect(renderProblem(warning, { fileName: "a.yaml", text, painter }).split("\n")).toEqual([
      '<b>a.yaml:3:8</b> <w>warning E-unknown-key</w>: unknown key "latecy"',
      "  <f>2 |</f> links:",
      "  <f>3 |</f>   x: { latecy: 300us }",
      "  <f>  |</f>        <w>^^^^^^</w>",
      '  did you mean "latency"?',
    ])
  })

  it("cuts long lines around the place, and the mark at the end of the line", () => {
    const long = `a: ${"x".repeat(5000)} here ${"y".repeat(5000)}`
    const lines = renderProblem(problem(long, "here"), { fileName: "a", text: long }).split("\n")
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120)
    const [, content = "", carets = ""] = lines
    expect(content.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("here")
    const over = renderProblem(problem("ab\ncd", "b\nc"), { fileName: "a", text: "ab\ncd" })
    expect(over.split("\n").at(-1)).toBe("    |  ^")
  })

  it("passes no control characters on", () => {
    const evil = "a: \u001b[31mred\u0007\u202e\r\nb: 1"
    const rendered = renderProblem(problem(evil, "red", { message: "found \u001b[2J" }), { fileName: "a", text: evil })
    const hidden = [...rendered].filter(
      (character) => character !== "\n" && (character < " " || character === "\u202e"),
    )
    expect(hidden).toEqual([])
  })

  it("counts at the end, and lists one line a problem", () => {
    const rendered = renderProblems([latecy, { ...latecy, severity: "warning" }], { fileName: "a", text })
    expect(rendered.split("\n").at(-1)).toBe("1 error, 1 warning")
    expect(listProblems([latecy], "a.yaml")).toBe('a.yaml:3:8 error E-unknown-key: unknown key "latecy"')
  })
})

describe("places", () => {
  it("count lines and columns from 1, over all kinds of line ends", () => {
    const places = new Places("ab\r\nc\n\nd")
    expect([0, 1, 4, 6, 7, 8].map((at) => [places.range(at, at).line, places.range(at, at).column])).toEqual([
      [1, 1],
      [1, 2],
      [2, 1],
      [3, 1],
      [4, 1],
      [4, 2],
    ])
  })

  it("write paths as one reads them", () => {
    expect(pathText(["components", "pay", "operations", "charge", 0, "work"])).toBe(
      "components.pay.operations.charge[0].work",
    )
    expect(pathText(["links", "a -> b"])).toBe('links."a -> b"')
    expect(pathText([])).toBe("")
  })

  it("order problems by their place", () => {
    const late = problem(text, "300us")
    expect(inTextOrder([late, latecy])).toEqual([latecy, late])
  })
})

describe("codes", () => {
  it.each(Object.entries(codes))("%s is explained", (code, { title, explanation }) => {
    expect(code).toMatch(/^[EW](?:-[a-z]+)+$/) // errors and warnings
    expect(title).toMatch(/^[A-Z].*[^.]$/)
    expect(explanation).toMatch(/\.$/)
  })

  it("are told from other texts", () => {
    expect(isProblemCode("E-unknown-key")).toBe(true)
    expect(isProblemCode("toString")).toBe(false)
  })
})
