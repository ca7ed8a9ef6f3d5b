import { describe, expect, test } from "vitest"
import { type Bans, bannedUses } from "./bans.ts"
import { readSources, roomOf } from "./tree.ts"

const clock = "the simulation's clock is the only one (`now` comes in)"
const timer = "set a timer of the simulation"
const chance = "draw from a stream of engine/chance"
const ours = "engines differ in the last place; use engine/math"
const locale = "the result depends on the machine; format and compare by hand"
const noCode = "never make code from text"
const noAsync = "state is plain data; no promises"

const outside = {
  globals: { Date: clock, performance: clock },
  members: { "Math.random": chance },
  anyMember: {},
  operators: {},
} satisfies Bans

const transcendental =
  "acos acosh asin asinh atan atan2 atanh cbrt cos cosh exp expm1 hypot log log10 log1p log2 pow sin sinh tan tanh"

const deterministic = {
  globals: {
    ...outside.globals,
    ...Object.fromEntries(["setTimeout", "setInterval", "setImmediate", "queueMicrotask"].map((name) => [name, timer])),
    requestAnimationFrame: timer,
    crypto: chance,
    Intl: locale,
    WeakRef: "what the garbage collector does is no input of a run",
    FinalizationRegistry: "what the garbage collector does is no input of a run",
    Function: noCode,
    eval: noCode,
    Promise: noAsync,
    globalThis: "import what is needed",
  },
  members: {
    ...outside.members,
    ...Object.fromEntries(transcendental.split(" ").map((name) => [`Math.${name}`, ours])),
  },
  anyMember: { "toLocale*": locale, localeCompare: locale },
  operators: { "**": ours, "**=": ours },
} satisfies Bans

const bansOfRoom: Readonly<Record<string, Bans>> = {
  engine: deterministic,
  components: deterministic,
  statistics: outside,
  scenarios: outside,
}

test("no room uses what it may not", () => {
  const found = readSources().flatMap((file) => bannedUses(file, bansOfRoom[roomOf(file.path)] ?? noBans))
  expect(found).toEqual([])
})

const noBans: Bans = { globals: {}, members: {}, anyMember: {}, operators: {} }

describe("the check finds what it looks for", () => {
  test.each([
    ["const a = Math.random()", 1],
    ["const a = Math.log(2) + Math.exp(2)", 2],
    ['const a = Math["log"](2)', 1],
    ["const a = Math[name](2)", 1],
    ["const { log } = Math", 1],
    ["const a = globalThis.Math.log(2)", 2], // globalThis, and Math.log
    ["const a = globalThis.performance.now()", 2],
    ["const a = 2 ** 3", 1],
    ["a **= 3", 1],
    ["const a = Date.now()", 1],
    ["const a = new Date()", 1],
    ["let a: Date", 1],
    ["const a = performance.now()", 1],
    ["setTimeout(f, 1)", 1],
    ["const a = x.toLocaleString()", 1],
    ["const a = x.toLocaleUpperCase()", 1],
    ["list.sort((a, b) => a.localeCompare(b))", 1],
    ["const a = new Intl.NumberFormat()", 1],
    ["const a = new WeakRef(x)", 1],
    ['const a = new Function("x", "return x")', 1],
    ['const a = eval("1")', 1],
    ["const a = Promise.resolve(1)", 1],
    ["const a = { performance }", 1],
  ])("%s", (text, findings) => {
    expect(bannedUses({ path: "engine/a.ts", text }, deterministic)).toHaveLength(findings)
  })

  test.each([
    "const a = Math.sqrt(2) + Math.imul(3, 4) + Math.PI",
    "// Math.random, Date and 2 ** 3 in a comment",
    'const a = "Math.random() and Date.now()"',
    "const a = x.performance + { Date: 1 }.Date",
    "const a = x.log(2)",
    "interface A { readonly performance: number }",
  ])("nothing in: %s", (text) => {
    expect(bannedUses({ path: "engine/a.ts", text }, deterministic)).toEqual([])
  })

  test("a finding names file, line, use and replacement", () => {
    const file = { path: "engine/a.ts", text: "\nconst a = Math.log(2)" }
    expect(bannedUses(file, deterministic)).toEqual([`engine/a.ts:2 uses Math.log: ${ours}`])
  })
})
