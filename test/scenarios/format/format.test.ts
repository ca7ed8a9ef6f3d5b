import { readdirSync, readFileSync } from "node:fs"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { Form } from "../../../scenarios/format/edit.ts"
import { formatScenario } from "../../../scenarios/format/format.ts"
import { readScenario } from "../../../scenarios/read.ts"

const library = new URL("../../../scenarios/library/", import.meta.url)
const libraryTexts = readdirSync(library)
  .filter((name) => name.endsWith(".yaml"))
  .map((name): [string, string] => [name, readFileSync(new URL(name, library), "utf8")])

function format(text: string, form: Form): string {
  const result = formatScenario(text, { form })
  if ("problems" in result) throw new Error(JSON.stringify(result.problems))
  return result.text
}

function hashOf(text: string): string {
  const { plan, problems } = readScenario(text)
  if (plan === undefined) throw new Error(JSON.stringify(problems))
  return plan.hash
}

function commentsOf(text: string): readonly string[] {
  return text.split("\n").flatMap((line) => /(?:^|\s)#.*$/.exec(line)?.[0].trim() ?? [])
}

function expectStable(text: string): void {
  const long = format(text, "long")
  const short = format(text, "short")
  const hash = hashOf(text)
  for (const [form, formatted] of [
    ["long", long],
    ["short", short],
    ["keep", format(text, "keep")],
  ] as const) {
    expect(format(formatted, form)).toBe(formatted)
    expect(hashOf(formatted)).toBe(hash)
    expect(commentsOf(formatted)).toEqual(commentsOf(text))
  }
  expect(format(format(long, "short"), "long")).toBe(long)
  // Numbers may be spelt anew once: 1e6 becomes 1000000.
  const again = format(format(short, "long"), "short")
  expect(hashOf(again)).toBe(hash)
  expect(format(format(again, "long"), "short")).toBe(again)
}

function scenario(part: string): string {
  return `name: x
seed: 42                 # the answer
run: { duration: 10 s }
components:
  shop: { kind: client }
  api:
    kind: service
    operations:
      get:
${part}
load: { shop: { open: poisson 10/s, to: api } }
`
}

/** Steps in the short and the long form that mean the same, as a line of block style. */
const pairs: readonly (readonly [string, string])[] = [
  ["- work: lognormal p50=8ms p99=60ms", "- work: { kind: lognormal, p50: 8ms, p99: 60ms }"],
  ["- work: 2ms", "- work: { kind: constant, value: 2ms }"],
  ["- wait: uniform 1ms..3ms", "- wait: { kind: uniform, min: 1ms, max: 3ms }"],
  ["- work: empirical a-file.csv", "- work: { kind: empirical, file: a-file.csv }"],
  ["- fail: 5%", "- fail: { share: 5% }"],
  ["- fail: timeout", "- fail: { outcome: timeout }"],
]

describe("fmt", () => {
  it.each(libraryTexts)("keeps meaning and comments of %s, and changes nothing twice", (_, text) => {
    expectStable(text)
    expect(format(text, "keep")).toBe(text)
  })

  it.each(pairs)("turns %s into %s and back", (short, long) => {
    const text = scenario(`        ${short}  # why`)
    expect(format(text, "long")).toContain(`        ${long}  # why`)
    expect(format(scenario(`        ${long}`), "short")).toContain(`        ${short}\n`)
  })

  it("writes quantities without blanks and the seed as a text", () => {
    const formatted = format(scenario("        - work: 2ms"), "keep")
    expect(formatted).toContain('seed: "42"                 # the answer\nrun: { duration: 10s }\n')
  })

  it("turns a long form of several lines into a short one", () => {
    const text = scenario(
      "        - work:\n            kind: lognormal\n            p50: 8ms\n            p99: 60ms\n        - wait: 1ms",
    )
    expect(format(text, "short")).toContain("        - work: lognormal p50=8ms p99=60ms\n        - wait: 1ms\n")
    const alone = text
      .replace("- work:\n            kind", "- work:\n            kind")
      .replace("p99: 60ms\n", "p99: 60ms   # measured\n")
    expect(format(alone, "short")).toContain("p99: 60ms   # measured")
  })

  it("leaves alone what has no short form, and what several places share", () => {
    const mixture = "        - work: { kind: mixture, components: [{ weight: 1, distribution: 2ms }] }"
    expect(format(scenario(mixture), "short")).toContain(mixture)
    const shared = "        - work: &w exponential 2ms\n        - wait: *w"
    expect(format(scenario(shared), "long")).toContain(shared)
  })

  it("keeps a branch that does nothing", () => {
    const text = scenario(
      "        - choose: [{ weight: 9, steps: [] }, { steps: [{ work: { kind: constant, value: 2ms } }] }]   # rarely",
    )
    const branches = "        - choose: [{ weight: 9, steps: [] }, { steps: [{ work: 2ms }] }]   # rarely"
    expect(format(text, "short")).toContain(branches)
    const block = scenario(
      "        - choose:\n            - steps: []\n            - steps:\n                - work: 2ms",
    )
    expect(format(block, "keep")).toContain("            - steps: []\n")
    expectStable(block)
  })

  it("writes JSON as JSON", () => {
    const text = `{ "name": "x", "run": { "duration": "10s" }, "components": { "shop": { "kind": "client" }, "api": { "kind": "service", "operations": { "get": [{ "work": "exponential 2ms" }] } } }, "load": { "shop": { "open": "poisson 10/s", "to": "api" } } }\n`
    const long = format(text, "long")
    expect(JSON.parse(long)).toMatchObject({ load: { shop: { open: { kind: "poisson", rate: "10/s" } } } })
    expect(format(long, "short")).toBe(text)
  })

  it("gives the problems of a document that has any in its shape, and formats one with unknown names", () => {
    expect(formatScenario(scenario("        - wrok: 2ms"))).toMatchObject({ problems: [{ code: "E-unknown-key" }] })
    expect(formatScenario("name: [")).toMatchObject({ problems: [{ code: "E-yaml-syntax" }] })
    expect(formatScenario(scenario("        - call: nobody"), { form: "long" })).toMatchObject({
      text: expect.stringContaining("- call: { to: nobody }"),
    })
  })
})

const ms = fc.integer({ min: 1, max: 5000 }).map((value) => `${value}ms`)
const distribution = fc.oneof(
  ms,
  ms.map((mean) => `exponential  ${mean}`),
  ms.map((mean) => `{ cv: 1.5, kind: gamma, mean: ${mean} }`),
  ms.map((min) => `uniform ${min}..1h`),
  ms.map((value) => `{ value: "${value}", kind: constant }`),
  ms.map((p50) => `"lognormal p50=${p50} p99=1h"`),
)
const step: fc.Arbitrary<string> = fc.letrec<{ step: string; steps: string }>((tie) => ({
  steps: fc.array(tie("step"), { minLength: 1, maxLength: 3 }).map((steps) => `[${steps.join(", ")}]`),
  step: fc.oneof(
    { depthSize: "small" },
    distribution.map((time) => `{ work: ${time} }`),
    distribution.map((time) => `{ wait: ${time} }`),
    fc.constantFrom(
      "{ call: other }",
      "{ call: { to: other } }",
      "{ call: { to: other, release: true } }",
      "{ fail: 5% }",
    ),
    // A branch keeps the slot of its request, so `release` is refused within one.
    tie("steps").map((steps) => `{ parallel: ${steps.replaceAll(", release: true", "")} }`),
    tie("steps").map((steps) => `{ choose: [{ weight: 2, steps: ${steps} }, { steps: [{ fail: error }] }] }`),
    tie("steps").map((steps) => `{ choose: [{ steps: ${steps} }, { weight: 3, steps: [ ] }] }`),
    tie("steps").map((steps) => `{ repeat: { times: 2, steps: ${steps} } }`),
  ),
})).step

describe("fmt of any scenario", () => {
  it("keeps meaning and comments, and changes nothing twice", () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 4 }), (steps) => {
        const part = steps.map((one, index) => `        - ${one}   # step ${index}`).join("\n")
        const other = "  other: { kind: service, operations: { get: [{ work: 1ms }] } }\nload:"
        expectStable(scenario(part).replace("load:", other))
      }),
      { numRuns: 15 },
    )
  })
})
