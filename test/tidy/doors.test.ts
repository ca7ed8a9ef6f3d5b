import { describe, expect, test } from "vitest"
import { castsIn, strayCasts, waysAround } from "./doors.ts"
import { readSources, roomOf } from "./tree.ts"

// The files that may cast, each with its reason. Tests may: they hand in what the types forbid.
const doors: Readonly<Record<string, string>> = {
  "components/cache/eviction-strategy.ts":
    "a registry's door: a strategy is given what its own schema and state returned",
  "components/client-stack/health/choice.ts": "the registry's door: a check is given what its own schema returned",
  "components/client/arrivals/contract.ts":
    "a registry's door: a process is given what its own notation and state returned",
  "components/kit/balancing/strategy.ts":
    "a registry's door: a strategy is given what its own schema and state returned",
  "components/kit/contract.ts": "the registry's door: a component is given what its own schema returned",
  "components/kit/counters.ts": "an object made from entries has lost which names they had",
  "components/kit/field.ts": "the unit door: a parser says what a field's text becomes",
  "components/kit/hint.ts": "only `hinted` writes this key of a schema's metadata",
  "components/kit/notation/read.ts": "the unit door: a parameter's parser says what its value is",
  "components/kit/steps/mean-work.ts":
    "the compiler does not narrow a union by the absence of a member of one of its own members",
  "components/kit/strategy-choice.ts": "issues of an inner schema are handed to the outer one as they are",
  "engine/distributions/spec.ts": "a table pairs each kind with its own parameters; an index into it loses the pairing",
  "engine/kernel/snapshot.ts": "a snapshot's door: each part is what the same part's `snapshot` gave",
  "engine/record/span-recorder.ts": "a snapshot's door: it is what `snapshot` gave",
  "scenarios/check/files.ts": "the shape stays while samples take the place of files",
  "scenarios/document/schema.ts": "the contract says that `params` is an object schema",
  "scenarios/reference/parameters.ts": "a JSON Schema node is a record of its keywords",
  "scenarios/report/recorder.ts": "a registry's door: an entry of `load` is what the client's own schema returned",
  "scenarios/run/commons.ts": "what a name of a component stands for is what that component made for it",
  "scenarios/run/ports.ts": "the type of an object without its undefined members cannot be computed from its entries",
  "scenarios/text/alternatives.ts": "only the same file writes this key of an issue",
  "ui/threads/ask.ts": "comlink forgets which answer belongs to which question",
}

const roomsFree = new Set(["test", "bench"])

const sources = readSources()

test("any, ! and silenced errors are nowhere", () => {
  expect(sources.flatMap(waysAround)).toEqual([])
})

test("casts are made at the doors only", () => {
  const files = sources.filter(({ path }) => !roomsFree.has(roomOf(path)))
  expect(strayCasts(files, Object.keys(doors))).toEqual([])
})

describe("the checks find what they look for", () => {
  test.each([
    ["let a: any", 1],
    ["let a: Record<string, any[]>", 1],
    ["const a = b!.c", 1],
    ["let a!: number", 1],
    ["class A { a!: number }", 1],
    ["// @ts-expect-error why\nlet a: number", 1],
    ["/* @ts-nocheck */", 1],
    ["let a: unknown // any, b! and ts-ignore in a comment", 0],
    ['const a = !b && c !== "any"', 0],
  ])("around the compiler: %s", (text, findings) => {
    expect(waysAround({ path: "a.ts", text })).toHaveLength(findings)
  })

  test.each([
    ["const a = b as number", 1],
    ["const a = b as unknown as number", 2],
    ["const a = <number>b", 1],
    ["const a = [1] as const", 0],
    ["const a = { b: 1 } satisfies C", 0],
    ['import { a as b } from "./c.ts"\nexport { b as c }', 0],
    ["type A<T> = { [K in keyof T as Uncapitalize<K>]: T[K] }", 0],
  ])("cast: %s", (text, findings) => {
    expect(castsIn({ path: "a.ts", text })).toHaveLength(findings)
  })

  test("a cast outside a door is stray, a door without one is idle", () => {
    const files = [
      { path: "engine/a.ts", text: "const a = 1 as Ns" },
      { path: "engine/b.ts", text: "\nconst a = 1 as Ns" },
      { path: "engine/units/c.ts", text: "const a = 1 as Ns" },
      { path: "engine/d.ts", text: "" },
    ]
    const stray = ["engine/b.ts:2 casts", "engine/d.ts casts nothing: take it off the list"]
    expect(strayCasts(files, ["engine/a.ts", "engine/units/", "engine/d.ts"])).toEqual(stray)
  })
})
