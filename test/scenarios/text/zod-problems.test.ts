import { describe, expect, it } from "vitest"
import * as z from "zod"
import {
  choice,
  count,
  distribution,
  duration,
  name,
  operationRef,
  rate,
  ratio,
} from "../../../components/kit/schema.ts"
import { parseText } from "../../../scenarios/text/parse.ts"
import { applySuggestion, type Problem } from "../../../scenarios/text/problem.ts"
import { checkShape } from "../../../scenarios/text/zod-problems.ts"

const service = z.strictObject({
  kind: z.literal("service"),
  replicas: count().min(1).max(100).default(1),
  concurrency: z.union([z.literal("unlimited"), count()]).default("unlimited"),
  operations: z
    .record(
      z.string(),
      z.array(
        z.union([
          z.strictObject({ work: distribution() }),
          z.strictObject({
            call: z.union([operationRef(), z.strictObject({ to: operationRef(), release: z.boolean() })]),
          }),
        ]),
      ),
    )
    .optional(),
})
const cache = z.strictObject({
  kind: z.literal("cache"),
  ttl: duration(),
  policy: choice(["lru", "lfu"]).default("lru"),
})
const schema = z.strictObject({
  name: z.string(),
  seed: z.string().optional(),
  run: z.strictObject({ duration: duration() }).optional(),
  components: z.record(name(), z.discriminatedUnion("kind", [service, cache])).optional(),
  links: z.record(z.string(), z.strictObject({ latency: duration().optional(), loss: ratio().optional() })).optional(),
  arrivals: z.union([rate(), z.strictObject({ open: rate() })]).optional(),
  faults: z
    .array(z.strictObject({ at: duration() }))
    .min(1)
    .optional(),
  debug: z.boolean().optional(),
})

function problemsOf(text: string): readonly Problem[] {
  const parsed = parseText(text)
  expect(parsed.problems).toEqual([])
  const checked = checkShape(schema, parsed)
  return "value" in checked ? [] : checked.problems
}

/** Text, code, line:column of the place, the marked text, and the text after the suggestion (undefined: none). */
const cases: readonly (readonly [string, string, string, string, string | undefined])[] = [
  [
    "name: a\nlinks: { x: { latecy: 300us } }",
    "E-unknown-key",
    "2:15",
    "latecy",
    "name: a\nlinks: { x: { latency: 300us } }",
  ],
  ["name: a\nlnks: {}", "E-unknown-key", "2:1", "lnks", "name: a\nlinks: {}"],
  ["name: a\nzzz: {}", "E-unknown-key", "2:1", "zzz", undefined],
  ["name: a\nrun: { duration: 600 }", "E-unit-missing", "2:18", "600", "name: a\nrun: { duration: 600ms }"],
  ["name: a\nrun: { duration: '5 sec' }", "E-unit-unknown", "2:21", "sec", "name: a\nrun: { duration: '5 s' }"],
  ["name: a\nrun: { duration: 5/s }", "E-unit-wrong", "2:18", "5/s", undefined],
  ["name: a\nrun:\n  {}", "E-missing-key", "2:1", "run", "name: a\nrun:\n  {duration: 200ms}"],
  ["seed: x", "E-missing-key", "1:1", "seed: x", undefined],
  ["name: a\nfaults: [{}]", "E-missing-key", "2:10", "{}", "name: a\nfaults: [{at: 200ms}]"],
  ["name: a\nfaults: { at: 5s }", "E-wrong-type", "2:9", "{ at: 5s }", "name: a\nfaults: [{ at: 5s }]"],
  ["name: a\nfaults: []", "E-value-invalid", "2:9", "[]", undefined],
  ["name: a\nseed: 42", "E-wrong-type", "2:7", "42", 'name: a\nseed: "42"'],
  ["name: a\ndebug: yes", "E-wrong-type", "2:8", "yes", "name: a\ndebug: true"],
  ["name:\n", "E-wrong-type", "1:1", "name", undefined],
  ["name: [a]", "E-wrong-type", "1:7", "[a]", undefined],
  ["[1]", "E-wrong-type", "1:1", "[1]", undefined],
  ["", "E-wrong-type", "1:1", "", undefined],
  ["name: a\nlinks: { x: { loss: -1 } }", "E-number-range", "2:21", "-1", "name: a\nlinks: { x: { loss: 0 } }"],
  [
    "name: a\ncomponents: { s: { kind: service, replicas: -3 } }",
    "E-number-range",
    "2:45",
    "-3",
    "name: a\ncomponents: { s: { kind: service, replicas: 1 } }",
  ],
  ['name: a\nlinks: { x: { loss: "1.5" } }', "E-wrong-type", "2:21", '"1.5"', "name: a\nlinks: { x: { loss: 1.5 } }"],
  ["name: a\narrivals: 5", "E-unit-missing", "2:11", "5", "name: a\narrivals: 5/s"],
  [
    "name: a\narrivals: { opn: 5/s }",
    "E-missing-key",
    "2:1",
    "arrivals",
    "name: a\narrivals: { open: 800/s, opn: 5/s }",
  ],
  ["name: a\narrivals: { open: 5 }", "E-unit-missing", "2:19", "5", "name: a\narrivals: { open: 5/s }"],
  ["name: a\narrivals: [5]", "E-wrong-type", "2:11", "[5]", undefined],
  [
    "name: a\ncomponents: { c: { kind: cach, ttl: 5s } }",
    "E-unknown-kind",
    "2:26",
    "cach",
    "name: a\ncomponents: { c: { kind: cache, ttl: 5s } }",
  ],
  ["name: a\ncomponents: { c: { ttl: 5s } }", "E-missing-key", "2:15", "c", undefined],
  ["name: a\ncomponents: { c: { kind: 5 } }", "E-wrong-type", "2:26", "5", undefined],
  ["name: a\ncomponents: { c: 5 }", "E-wrong-type", "2:18", "5", undefined],
  [
    "name: a\ncomponents:\n  c:\n    kind: cache\n",
    "E-missing-key",
    "3:3",
    "c",
    "name: a\ncomponents:\n  c:\n    ttl: 200ms\n    kind: cache\n",
  ],
  [
    "name: a\ncomponents: { c: { kind: cache, ttl: 5s, policy: LRU } }",
    "E-unknown-value",
    "2:50",
    "LRU",
    "name: a\ncomponents: { c: { kind: cache, ttl: 5s, policy: lru } }",
  ],
  [
    "name: a\ncomponents: { 'my c': { kind: service } }",
    "E-name-invalid",
    "2:15",
    "'my c'",
    "name: a\ncomponents: { my-c: { kind: service } }",
  ],
  [
    "name: a\ncomponents: { c: { kind: service, replicas: 0 } }",
    "E-number-range",
    "2:45",
    "0",
    "name: a\ncomponents: { c: { kind: service, replicas: 1 } }",
  ],
  [
    "name: a\ncomponents: { c: { kind: service, replicas: 101 } }",
    "E-number-range",
    "2:45",
    "101",
    "name: a\ncomponents: { c: { kind: service, replicas: 100 } }",
  ],
  [
    "name: a\ncomponents: { c: { kind: service, replicas: 2.5 } }",
    "E-number-range",
    "2:45",
    "2.5",
    "name: a\ncomponents: { c: { kind: service, replicas: 3 } }",
  ],
  [
    "name: a\ncomponents: { c: { kind: service, concurrency: unlimted } }",
    "E-unknown-value",
    "2:48",
    "unlimted",
    "name: a\ncomponents: { c: { kind: service, concurrency: unlimited } }",
  ],
  [
    "name: a\ncomponents: { c: { kind: service, concurrency: -3 } }",
    "E-number-range",
    "2:48",
    "-3",
    "name: a\ncomponents: { c: { kind: service, concurrency: 0 } }",
  ],
  [
    "name: a\ncomponents: { c: { kind: service, operations: { x: [{ work: lognormal p50=8ms p98=9ms }] } } }",
    "E-unknown-parameter",
    "2:79",
    "p98",
    "name: a\ncomponents: { c: { kind: service, operations: { x: [{ work: lognormal p50=8ms p99=9ms }] } } }",
  ],
  [
    "name: a\ncomponents: { c: { kind: service, operations: { x: [{ work: { kind: gamma, mean: 5, cv: 1 } }] } } }",
    "E-unit-missing",
    "2:82",
    "5",
    "name: a\ncomponents: { c: { kind: service, operations: { x: [{ work: { kind: gamma, mean: 5ms, cv: 1 } }] } } }",
  ],
  [
    "name: a\ncomponents: { c: { kind: service, operations: { x: [{ work: { kind: gamma, maen: 5ms, cv: 1 } }] } } }",
    "E-unknown-parameter",
    "2:76",
    "maen",
    "name: a\ncomponents: { c: { kind: service, operations: { x: [{ work: { kind: gamma, mean: 5ms, cv: 1 } }] } } }",
  ],
  [
    "name: a\ncomponents: { c: { kind: service, operations: { x: [{ call: { to: a.b, release: 1 } }] } } }",
    "E-wrong-type",
    "2:81",
    "1",
    undefined,
  ],
  [
    '{"name": "a", "run": {"duration": 600}}',
    "E-unit-missing",
    "1:35",
    "600",
    '{"name": "a", "run": {"duration": "600ms"}}',
  ],
  [
    '{"name": "a", "run": {"duraton": "6s"}}',
    "E-missing-key",
    "1:15",
    '"run"',
    '{"name": "a", "run": {"duration": "200ms", "duraton": "6s"}}',
  ],
]

describe("a document that does not fit", () => {
  it.each(cases)("%j", (text, code, ...[place, marked, repaired]) => {
    const problems = problemsOf(text)
    const problem = problems.find((one) => one.code === code)
    if (problem === undefined) throw new Error(`found only ${JSON.stringify(problems)}`)
    expect([`${problem.line}:${problem.column}`, text.slice(problem.start, problem.end)]).toEqual([place, marked])
    const applied = problem.suggestion === undefined ? undefined : applySuggestion(text, problem)
    expect(applied).toBe(repaired)
    // A repair removes this problem and brings no other of its kind.
    if (applied !== undefined) expect(problemsOf(applied).map((one) => one.code)).not.toContain(code)
  })

  it("is told in plain words", () => {
    const text = "name: a\nrun: { duration: 200 }\nlinks: { 'a -> b': { latecy: 1ms } }\narrivals: [5]\nseed: 42\n"
    expect(problemsOf(text).map(({ message }) => message)).toEqual([
      "expected a duration such as 200ms, found the number 200 without a unit",
      'unknown key "latecy" in links."a -> b"; it may have latency, loss',
      "expected a rate such as 800/s or a mapping, found a list",
      "expected a text, found the number 42",
    ])
  })

  it("gives all its problems at once, in the order of the text, and not more than can be read", () => {
    const text = "zzz: 1\ncomponents: { c: { kind: x } }\nrun: { duration: 5 }\n"
    expect(problemsOf(text).map(({ code, line }) => [code, line])).toEqual([
      ["E-unknown-key", 1],
      ["E-missing-key", 1], // about the first line as a whole
      ["E-unknown-kind", 2],
      ["E-unit-missing", 3],
    ])
    const many = `name: a\nlinks: {${Array.from({ length: 500 }, (_, i) => `l${i}: { latency: 5 }`).join(", ")}}`
    expect(problemsOf(many)).toHaveLength(100)
  })

  it("gives the value where all fits", () => {
    const checked = checkShape(schema, parseText("name: a\nrun: { duration: 10m }"))
    expect(checked).toEqual({ value: { name: "a", run: { duration: 600e9 } } })
  })

  it("keeps the sentence of a rule that the schema states itself", () => {
    const even = z.strictObject({ n: z.number().refine((n) => n % 2 === 0, { error: "must be even" }) })
    const checked = checkShape(even, parseText("n: 3"))
    expect("problems" in checked ? checked.problems : []).toMatchObject([
      { code: "E-value-invalid", message: "must be even", line: 1, column: 4 },
    ])
  })
})
