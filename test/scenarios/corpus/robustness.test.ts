import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { formatScenario } from "../../../scenarios/format/format.ts"
import { readScenario } from "../../../scenarios/read.ts"
import { threadCpuMs } from "../../setup/thread-cpu.ts"
import { brokenCases } from "./corpus.ts"

const library = new URL("../../../scenarios/library/", import.meta.url)
const libraryTexts = readdirSync(library)
  .filter((name) => name.endsWith(".yaml"))
  .map((name) => readFileSync(new URL(name, library), "utf8"))

/** Whatever the text is, reading it takes no more ms of the processor (chosen: some 20 times what it does take). */
const elapsedMax = 5_000

function expectProblem(text: string, code: string): void {
  const from = threadCpuMs()
  const { plan, problems } = readScenario(text)
  expect(threadCpuMs() - from).toBeLessThan(elapsedMax)
  expect(plan).toBeUndefined()
  const [first] = problems
  expect(first?.code).toBe(code)
  expect(first?.line).toBeGreaterThanOrEqual(1)
  expect(first?.column).toBeGreaterThanOrEqual(1)
}

function calls(count: number, to: (index: number) => number): string {
  const services = Array.from(
    { length: count },
    (_, index) => `  s${index}: { kind: service, operations: { get: [{ call: s${to(index)} }] } }`,
  )
  return `name: x
run: { duration: 1s }
load: { shop: { open: poisson 1/s, to: s0 } }
components:
  shop: { kind: client }
${services.join("\n")}
`
}

describe("hostile documents", () => {
  it("has a limit on size", () => expectProblem(`name: ${"x".repeat(2_000_000)}`, "E-limit-size"))
  it("has a limit on depth in flow style", () => {
    expectProblem(`name: ${"[".repeat(10_000)}${"]".repeat(10_000)}`, "E-limit-depth")
  })
  it("has a limit on depth in block style", () => {
    const lines = Array.from({ length: 1000 }, (_, depth) => `${" ".repeat(depth)}a:`)
    expectProblem(lines.join("\n"), "E-limit-depth")
  })
  it("has a limit on entries", () => {
    expectProblem(`objectives:\n${"  - x\n".repeat(60_000)}`, "E-limit-entries")
  })
  it("has a limit on aliases", () => {
    expectProblem(`a: &a 1\nb: [${"*a, ".repeat(200)}]`, "E-limit-aliases")
  })
  it("follows no bomb of aliases", () => {
    const levels = Array.from({ length: 9 }, (_, level) => {
      const inner = level === 0 ? "x" : Array.from({ length: 9 }, () => `*l${level - 1}`).join(", ")
      return `l${level}: &l${level} [${inner}]`
    })
    expectProblem(levels.join("\n"), "E-limit-entries")
  })
  it("names a circle of five hundred services", () => {
    expectProblem(
      calls(500, (index) => (index + 1) % 500),
      "E-call-cycle",
    )
  })
  it("says once that a prototype is no key", () => {
    expectProblem("__proto__: { polluted: true }\n", "E-reserved-key")
    expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false)
  })
  it("reads a line of two thousand services, deeper than any stack of calls", () => {
    const from = threadCpuMs()
    const line = calls(2000, (index) => Math.min(index + 1, 1999))
    const { plan, problems } = readScenario(line.replace(/call: s1999 \}\] \} \}\n$/, "work: 2s }] } }\n"))
    expect(threadCpuMs() - from).toBeLessThan(elapsedMax)
    expect(problems).toEqual([])
    expect(Object.keys(plan?.components ?? {})).toHaveLength(2001)
  })
})

/** What is put into texts: what YAML, units and references are made of. */
const scrap = fc.constantFrom(
  ..."{}[]:,&*!|>#%-\n\t\"' ",
  "__proto__",
  "constructor",
  "-1",
  "1e999",
  ".nan",
  "null",
  "~",
  "200",
  "5%",
  "ms",
  "->",
  "zone:",
  "toString",
  "kind: ",
  "work: ",
  "\u0000",
  "\uFEFF",
  "𝔘",
)

const mutation = fc.record({ at: fc.noBias(fc.integer({ min: 0, max: 9_999 })), width: fc.nat(8), text: scrap })

function mutated(text: string, { at, width, text: part }: { at: number; width: number; text: string }): string {
  const start = Math.floor((at * text.length) / 10_000)
  return text.slice(0, start) + part + text.slice(start + width)
}

describe("any text", () => {
  const texts = fc.constantFrom(...libraryTexts, ...brokenCases().map(({ text }) => text))

  it("is read without an exception, and every problem has a place in it", () => {
    fc.assert(
      fc.property(texts, fc.array(mutation, { minLength: 1, maxLength: 4 }), (text, mutations) => {
        const broken = mutations.reduce(mutated, text)
        const { plan, problems } = readScenario(broken, { files: () => "1ms\n2ms\n" })
        for (const { start, end, line, column } of problems) {
          expect(0 <= start && start <= end && end <= broken.length).toBe(true)
          expect(line >= 1 && column >= 1).toBe(true)
        }
        if (plan === undefined) expect(problems.some(({ severity }) => severity === "error")).toBe(true)
        formatScenario(broken, { form: "long" })
      }),
      { numRuns: 200 },
    )
  })

  it("is read as a scenario however little is left of it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 60 }), (text) => {
        const { plan, problems } = readScenario(text)
        expect(plan).toBeUndefined()
        expect(problems.length).toBeGreaterThan(0)
      }),
      { numRuns: 500 },
    )
  })
})
