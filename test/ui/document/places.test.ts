import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { parseText } from "../../../scenarios/text/parse.ts"
import type { Path } from "../../../scenarios/text/place.ts"
import type { ScenarioEdit, Value } from "../../../ui/document/index.ts"
import { valueAt } from "../../../ui/document/text/data.ts"
import { library } from "./library.ts"
import { edited, refusalOf } from "./support.ts"

const mayBreak = { mayBreak: true }
const set = (path: Path, value: Value): ScenarioEdit => ({ do: "set", path, value })
const remove = (path: Path): ScenarioEdit => ({ do: "remove", path })
const insert = (path: Path, value: Value): ScenarioEdit => ({ do: "insert", path, value })

describe("one place of a text changes and nothing else", () => {
  it.each<readonly [what: string, before: string, edit: ScenarioEdit, after: string]>([
    ["a number", "a:\n  b: 1 # one\n", set(["a", "b"], 2), "a:\n  b: 2 # one\n"],
    ["a text in its quotes", `a: "x" # c\nb: 'y'\n`, set(["b"], "it's"), `a: "x" # c\nb: 'it''s'\n`],
    ["a plain text that needs quotes", "a: [x, y]\n", set(["a", 0], "p[1]"), `a: ["p[1]", y]\n`],
    ["a text over several lines", "a: |\n  one\n  two\nb: 1\n", set(["a"], "three"), "a: three\nb: 1\n"],
    ["a key without a value", "a:\n  b:\n  c: 1\n", set(["a", "b"], 5), "a:\n  b: 5\n  c: 1\n"],
    [
      "a key more, behind a comment",
      "a:\n  b: 1 # one\n  # two\nc: 2\n",
      set(["a", "d"], 3),
      "a:\n  b: 1 # one\n  d: 3\n  # two\nc: 2\n",
    ],
    ["a key more in braces", "a: { b: 1 }\n", set(["a", "c"], 2), "a: { b: 1, c: 2 }\n"],
    ["a key more in empty braces", "a: {}\n", set(["a", "c"], 2), "a: { c: 2 }\n"],
    [
      "a key more in braces over lines",
      "a:\n  {\n    b: 1, # one\n  }\n",
      set(["a", "c"], 2),
      "a:\n  {\n    b: 1, # one\n    c: 2,\n  }\n",
    ],
    ["what is missing on the way", "a:\n  b: 1\n", set(["a", "c", "d"], 2), "a:\n  b: 1\n  c: { d: 2 }\n"],
    ["an item more", "a:\n  - 1\n  - 2 # two\nb: 1\n", set(["a", 2], 3), "a:\n  - 1\n  - 2 # two\n  - 3\nb: 1\n"],
    ["an item more at the end of the text", "a:\n  - 1", set(["a", 1], 2), "a:\n  - 1\n  - 2"],
    ["an item in between", "a:\n  - 1\n  - 2\n", insert(["a", 1], 9), "a:\n  - 1\n  - 9\n  - 2\n"],
    ["an item in between, in brackets", "a: [1, 2]\n", insert(["a", 1], 9), "a: [1, 9, 2]\n"],
    ["a list that grows and changes", "a: [1, 2, 3]\n", set(["a"], [1, 5]), "a: [1, 5]\n"],
    ["a mapping part by part", "a:\n  b: 1 # one\n  c: 2\n", set(["a"], { b: 1, d: 3 }), "a:\n  b: 1 # one\n  d: 3\n"],
    [
      "a key less",
      "a:\n  b: 1\n  # about c\n  c: 2 # two\n  d: 3\n",
      remove(["a", "c"]),
      "a:\n  b: 1\n  # about c\n  d: 3\n",
    ],
    [
      "a key less with what is in it, comments kept",
      "a:\n  b:\n    # inside\n    c: 1\n  d: 2\n",
      remove(["a", "b"]),
      "a:\n    # inside\n  d: 2\n",
    ],
    ["the only key", "a:\n  b: 1\nc: 2\n", remove(["a", "b"]), "c: 2\n"],
    ["the only key further in", "a:\n  b:\n    c: 1\nd: 2\n", remove(["a", "b", "c"]), "a:\n  b: {}\nd: 2\n"],
    ["the first in braces", "a: { b: 1, c: 2 }\n", remove(["a", "b"]), "a: { c: 2 }\n"],
    ["the last in braces", "a: { b: 1, c: 2 }\n", remove(["a", "c"]), "a: { b: 1 }\n"],
    ["the first key of an item", "a:\n  - b: 1\n    c: 2\n", remove(["a", 0, "b"]), "a:\n  - c: 2\n"],
    ["an item with its lines", "a:\n  - b: 1\n    c: 2\n  - d: 3\n", remove(["a", 0]), "a:\n  - d: 3\n"],
    ["one of sections set apart", "a: 1\n\nb: 2\n\nc: 3\n", remove(["b"]), "a: 1\n\nc: 3\n"],
    [
      "lines that end as on Windows",
      "a:\r\n  b: 1\r\n  c: 2\r\n",
      set(["a", "d"], 3),
      "a:\r\n  b: 1\r\n  c: 2\r\n  d: 3\r\n",
    ],
    ["JSON", `{ "a": { "b": "x" } }`, set(["a", "c"], "y z"), `{ "a": { "b": "x", "c": "y z" } }`],
  ])("%s", (_, before, edit, after) => {
    expect(edited(before, edit, mayBreak)).toBe(after)
  })

  it("a section goes to its place among the others", () => {
    const before = "name: x\n\ncomponents:\n  a: { kind: client }\n\nobjectives: []\n"
    expect(edited(before, set(["links"], { "a -> b": { loss: "1%" } }), mayBreak)).toBe(
      `name: x\n\ncomponents:\n  a: { kind: client }\n\nlinks:\n  "a -> b": { loss: 1% }\n\nobjectives: []\n`,
    )
  })

  it("a long value has a line for each of its parts", () => {
    const long = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`parameter${index}`, index]))
    const lines = Object.entries(long).map(([key, value]) => `    ${key}: ${value}\n`)
    expect(edited("a:\n  b: 1\n", set(["a", "c"], long), mayBreak)).toBe(`a:\n  b: 1\n  c:\n${lines.join("")}`)
  })
})

describe("what cannot be done in place is refused", () => {
  it.each<readonly [what: string, text: string, edit: ScenarioEdit, reason: string]>([
    ["no YAML", "a: [1", set(["a"], 1), "syntax"],
    ["a copy of what stands elsewhere", "a: &x { b: 1 }\nc: *x\n", set(["c", "b"], 2), "shape"],
    ["what others are copies of", "a: &x { b: 1 }\nc: *x\n", set(["a", "b"], 2), "shape"],
    ["a list's place that is not the next", "a: [1]\n", set(["a", 5], 2), "shape"],
    ["nothing there", "a: 1\n", remove(["b"]), "not-there"],
    ["a comment that would be lost", "a:\n  b: 1\n  # c\n  d: 2\n", set(["a"], 5), "shape"],
  ])("%s", (_, text, edit, reason) => {
    expect(refusalOf(text, edit).reason).toBe(reason)
  })
})

/** Every value of a document that is neither a mapping nor a list. */
function leaves(data: unknown, path: Path = []): readonly Path[] {
  if (typeof data !== "object" || data === null) return [path]
  const members: readonly [string | number, unknown][] = Array.isArray(data)
    ? [...data.entries()]
    : Object.entries(data)
  return members.flatMap(([key, member]) => leaves(member, [...path, key]))
}

it("a value that is set and set back leaves the text as it was", () => {
  const places = library.map(([, text]) => ({ text, paths: leaves(parseText(text).data) }))
  const property = fc.property(
    fc.constantFrom(...places),
    fc.nat(),
    fc.stringMatching(/^[a-z0-9]{1,8}[/%]?$/),
    ({ text, paths }, at, word) => {
      const path = paths[at % paths.length] ?? []
      const { data } = parseText(text)
      const old = valueAt(data, path)
      const other = typeof old === "number" ? old + 1 : `x${word}`
      if (typeof old !== "string" && typeof old !== "number") return
      const there = edited(text, set(path, other), mayBreak)
      expect(valueAt(parseText(there).data, path)).toBe(other)
      expect(edited(there, set(path, old), mayBreak)).toBe(text)
    },
  )
  fc.assert(property, { numRuns: 40 })
})
