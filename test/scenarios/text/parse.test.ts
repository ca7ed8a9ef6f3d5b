import { describe, expect, it } from "vitest"
import { parseText } from "../../../scenarios/text/parse.ts"
import { applySuggestion } from "../../../scenarios/text/problem.ts"

describe("values", () => {
  it("reads YAML and JSON alike, into objects without a prototype", () => {
    const yaml = parseText("a: 1\nb: [true, null, x]\nc: { d: '42', e: 1e3 }\n")
    const json = parseText('{"a": 1, "b": [true, null, "x"], "c": {"d": "42", "e": 1000}}')
    expect(yaml.problems).toEqual([])
    expect(yaml.data).toEqual(json.data)
    expect(Object.getPrototypeOf(yaml.data)).toBeNull()
    expect(JSON.stringify(yaml.data)).toBe('{"a":1,"b":[true,null,"x"],"c":{"d":"42","e":1000}}')
  })

  it("keeps YAML 1.2's meaning of words", () => {
    expect(parseText("[yes, on, true, ~, 1_000, 0x10, 1:30]").data).toEqual([
      "yes",
      "on",
      true,
      null,
      "1_000",
      16,
      "1:30",
    ])
  })

  it("follows aliases", () => {
    const { data, problems } = parseText("a: &x { k: 1 }\nb: *x\nc: [*x, *x]")
    expect(problems).toEqual([])
    expect(data).toEqual({ a: { k: 1 }, b: { k: 1 }, c: [{ k: 1 }, { k: 1 }] })
  })

  it("does not merge", () => {
    expect(parseText("<<: { a: 1 }").data).toEqual({ "<<": { a: 1 } })
  })

  it.each(["", "\n", "# only a comment\n"])("is null for %j", (text) => {
    expect(parseText(text)).toMatchObject({ data: null, problems: [] })
  })
})

describe("problems", () => {
  it.each([
    ["a: b: c", "E-yaml-syntax", 1, 4],
    ["a: 1\n  b: 2", "E-yaml-syntax", 2, 3],
    ["x:\n  a: 1\n b: 2", "E-yaml-syntax", 3, 1],
    ["- a\nb: 1", "E-yaml-syntax", 2, 1],
    ["a: @x", "E-yaml-syntax", 1, 4],
    ["a:\n\tb: 1", "E-yaml-tab", 2, 1],
    ["a: 1\n---\nb: 2", "E-yaml-documents", 2, 1],
    ["a: *x", "E-yaml-alias", 1, 4],
    ["? [a]\n: 1", "E-yaml-syntax", 1, 3],
    ["a: 1\nb: 2\na: 3", "E-duplicate-key", 3, 1],
    ["x: { a: 1, a: 2 }", "E-duplicate-key", 1, 12],
    ["a: { __proto__: 1 }", "E-reserved-key", 1, 6],
    ["constructor: 1", "E-reserved-key", 1, 1],
    ["a: .nan", "E-number-range", 1, 4],
    ["a: -.inf", "E-number-range", 1, 4],
    ["seed: 12345678901234567890", "E-number-range", 1, 7],
    ["\uFEFFa: b: c", "E-yaml-syntax", 1, 4],
  ])("%j", (text, code, line, column) => {
    expect(parseText(text).problems[0]).toMatchObject({ code, line, column, severity: "error" })
  })

  it.each([
    ["a: 1\n  b: 2", "a: 1\nb: 2"],
    ["x:\n  a: 1\n    b: 2", "x:\n  a: 1\n  b: 2"],
    ["a:\n\tb: 1", "a:\n  b: 1"],
    ["seed: 12345678901234567890", 'seed: "12345678901234567890"'],
    ["seed: !!str 42\nb: 1", "seed: 42\nb: 1"],
  ])("%j is repaired to %j", (text, repaired) => {
    const [problem] = parseText(text).problems
    expect(problem === undefined ? "" : applySuggestion(text, problem)).toBe(repaired)
    expect(parseText(repaired).problems).toEqual([])
  })

  it("come all at once, in the order of the text, and no more than can be read", () => {
    const text = "__proto__: 1\na: .nan\nb: 1\nb: 2\n"
    expect(parseText(text).problems.map(({ line }) => line)).toEqual([1, 2, 4])
    expect(parseText("a: 1\n".repeat(1000)).problems).toHaveLength(100)
    expect(parseText("a: b: c\n".repeat(1000)).problems).toHaveLength(20)
  })

  it("never make the prototype of anything reachable", () => {
    parseText('{"__proto__": {"polluted": true}, "constructor": {"prototype": {"polluted": true}}}')
    expect("polluted" in {}).toBe(false)
  })
})

describe("positions", () => {
  const text = [
    "a: 1",
    "b:",
    "  - x",
    "  - { c: 'two words', \"d\\n\": [7] }",
    "e:",
    "f: &f { g: 9 }",
    "h: *f",
    "",
  ].join("\n")
  const parsed = parseText(text)
  const at = (path: readonly (string | number)[], part?: "key" | "value") => {
    const { start, end, line, column } = parsed.position(path, part)
    return [text.slice(start, end), line, column]
  }

  it.each([
    [["a"], "value", "1", 1, 4],
    [["a"], "key", "a", 1, 1],
    [["b", 0], "value", "x", 3, 5],
    [["b", 1, "c"], "value", "'two words'", 4, 10],
    [["b", 1, "c"], "key", "c", 4, 7],
    [["b", 1, "d\n", 0], "value", "7", 4, 31],
    [["e"], "value", "e", 5, 1], // no value: its key
    [["h", "g"], "value", "9", 6, 12], // where the anchor stands
    [["b", 1, "z", "y"], "value", "{ c: 'two words', \"d\\n\": [7] }", 4, 5], // nearest ancestor
    [["z"], "value", "a: 1", 1, 1], // the document
  ] as const)("%j %s", (path, part, ...place) => {
    expect(at(path, part)).toEqual(place)
  })

  it.each([
    ["k: lognormal p50=8", "p50=8", 14],
    ["k: 'it''s p50=8'", "p50=8", 11],
    ['k: "a\\tb \\u00e9\\U0001F600 p50=8"', "p50=8", 27],
  ])("%s finds a part of its text", (line, part, column) => {
    const one = parseText(line)
    const value = String(Object.entries(one.data ?? {})[0]?.[1])
    expect(one.spanPosition(["k"], { offset: value.indexOf(part), length: part.length })).toMatchObject({ column })
  })

  it("gives no part of a text over several lines", () => {
    expect(parseText("k: >\n  a\n  b\n").spanPosition(["k"], { offset: 0, length: 1 })).toBeUndefined()
    expect(parseText('k: "a\n  b"').spanPosition(["k"], { offset: 0, length: 1 })).toBeUndefined()
  })
})
