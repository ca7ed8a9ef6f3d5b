import { spawnSync } from "node:child_process"
import { join } from "node:path"
import { describe, expect, it } from "vitest"
import { chosenIds, positiveNumber } from "./words.ts"

const known = ["Q01", "Q02", "Q15", "C01"]

describe("the ids of --only", () => {
  it.each([
    ["Q15", ["Q15"]],
    [" c01 , q02 ", ["Q02", "C01"]],
    ["Q01,Q01", ["Q01"]],
  ])("%j are read", (text, ids) => {
    expect(chosenIds(text, known)).toEqual(ids)
  })

  it.each([
    ["Q16", 'there is no oracle "Q16"; did you mean Q15?\nThere are: Q01 Q02 Q15 C01'],
    ["Q01,pineapple", 'there is no oracle "PINEAPPLE"\nThere are: Q01 Q02 Q15 C01'],
    ["", 'there is no oracle ""\nThere are: Q01 Q02 Q15 C01'],
  ])("%j are refused", (text, message) => {
    expect(() => chosenIds(text, known)).toThrow(message)
  })
})

it.each(["0", "-1", "two", "NaN", "Infinity"])("--jobs %s is refused", (text) => {
  expect(() => positiveNumber("--jobs", text)).toThrow(`--jobs takes a number above 0, not "${text}"`)
})

const root = join(import.meta.dirname, "..", "..")

describe("npm run oracles", () => {
  it.each([
    ["an unknown id", ["--only", "Q015"], 'there is no oracle "Q015"; did you mean Q01?'],
    ["no number", ["--only", "Q01", "--share", "much"], '--share takes a number above 0, not "much"'],
    ["an unknown option", ["--onyl", "Q01"], "error: unknown option '--onyl'"],
  ])("says what is wrong with %s, and ends with 2", (_, words, message) => {
    const program = join(root, "scripts", "run-ts.mjs")
    const run = spawnSync(process.execPath, [program, "test/oracles/main.ts", ...words], {
      cwd: root,
      encoding: "utf8",
    })
    expect(run.stderr).toContain(message)
    expect(run.stderr).not.toMatch(/^ +at /m)
    expect([run.status, run.stdout]).toEqual([2, ""])
  })
})
