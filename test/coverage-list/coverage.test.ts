import { existsSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { isCovered, LEAVES } from "../../scenarios/coverage-list/index.ts"
import { answersOf } from "./bundled.ts"
import { judge, type Sides } from "./judge.ts"
import { metricAt } from "./metric.ts"
import { leavesJson, tableText } from "./table.ts"

/** One seed of the five: `npm run coverage` has them all. */
const answers = await answersOf(["1"])

const checks = LEAVES.flatMap(({ id, checks: own }) => own.map((check) => ({ id, check }))).map((one, index) => ({
  ...one,
  answer: answers.checks[index] ?? { sides: "no answer", explained: "" },
}))

/** The two sides; what is no number shows in the message. */
function sidesIn({ sides }: { readonly sides: Sides | string }): Sides {
  if (typeof sides === "string") throw new Error(sides)
  return sides
}

describe("the list", () => {
  it("names each leaf once", () => {
    const ids = LEAVES.map(({ id }) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids) expect(id).toMatch(/^[a-z0-9]+(\.[a-z0-9-]+)+$/)
  })

  it("says of each what shows it or what it waits for", () => {
    expect(LEAVES.filter((leaf) => leaf.checks.length === 0 && leaf.waits === undefined)).toEqual([])
  })

  it("has at least as many that are covered as before", () => {
    expect(LEAVES.filter(isCovered).length).toBeGreaterThanOrEqual(70)
  })
})

describe.each(checks)("$id: $check.option", ({ check, answer }) => {
  it("points at what there is", () => {
    expect(answer.explained).toContain("\n")
    expect(existsSync(`scenarios/library/${check.scenario}.yaml`)).toBe(true)
    expect(check.test).toMatch(/^test\/.*\.test\.ts$/)
    expect(existsSync(check.test)).toBe(true)
  })

  it("holds, and fails with the option removed", () => {
    const sides = sidesIn(answer)
    expect(judge(check, sides)).toMatchObject({ holds: true })
    expect(judge(check, { ...sides, with: sides.without })).toMatchObject({ holds: false })
    expect(judge(check, { with: sides.without, without: sides.with })).toMatchObject({ holds: false })
  })
})

describe.each(answers.families)("$name under the same load", ({ measured, again }) => {
  const kinds = Object.keys(measured)
  const pairs = kinds.flatMap((left, index) => kinds.slice(index + 1).map((right) => [left, right] as const))

  it.each(pairs)("%s is not %s: something measured differs", (left, right) => {
    expect(measured[left] === measured[right]).toBe(false)
  })

  it("a kind is itself: nothing that is compared differs without a cause", () => {
    expect(kinds.length).toBeGreaterThan(1)
    expect(again).toBe(measured[kinds[0] ?? ""])
  })
})

describe("the harness", () => {
  it.each([
    { direction: "higher", least: { times: 2 }, with: [20, 30], without: [10, 15], holds: true, effect: "2 times" },
    { direction: "higher", least: { times: 2 }, with: [20, 29], without: [10, 15], holds: false, effect: "1.93 times" },
    { direction: "lower", least: { times: 2 }, with: [5, 1], without: [10, 10], holds: true, effect: "2 times" },
    { direction: "lower", least: { by: 3 }, with: [5, 1], without: [10, 4], holds: true, effect: "3" },
    { direction: "lower", least: { by: 3 }, with: [5, 2], without: [10, 4], holds: false, effect: "2" },
    { direction: "higher", least: { by: 3 }, with: [5, 2], without: [10, 4], holds: false, effect: "-5" },
    { direction: "lower", least: { times: 2 }, with: [0], without: [0], holds: false, effect: "NaN times" },
  ] as const)("$direction by $least: $with against $without", ({ direction, least, holds, effect, ...sides }) => {
    expect(judge({ direction, least }, sides)).toEqual({ holds, effect })
  })

  it("does not take a missing number for a measurement", () => {
    const report = { load: { users: { latencyMs: { mean: { value: 2 }, p99: { value: null } }, offered: 3 } } }
    expect(metricAt(report, "load.users.latencyMs.mean")).toBe(2)
    expect(metricAt(report, "load.users.offered")).toBe(3)
    for (const path of ["load.nobody.offered", "load.users.latencyMs.p99", "load.users", "load.toString.length"])
      expect(() => metricAt(report, path)).toThrow(`the report has no number at ${path}`)
  })
})

describe("what is printed", () => {
  const leafOf = (id: string) => LEAVES.filter((leaf) => leaf.id === id)

  it("one line a check, with a word where it fails", () => {
    const judged = leafOf("lb.random").map((leaf) => ({
      leaf,
      checks: leaf.checks.map((check) => ({ check, holds: false, effect: "1 times" })),
    }))
    expect(tableText(judged).split("\n")[1]).toMatch(
      /^lb\.random +yes +random +in-step .* lower, 2 times +1 times: FAILS$/,
    )
  })

  it("what a leaf waits for", () => {
    const text = tableText(leafOf("broker.queue").map((leaf) => ({ leaf, checks: [] })))
    expect(text.split("\n")[1]).toMatch(/^broker\.queue +no +waits/)
  })

  it("an object of leaves for programs", () => {
    const test = "test/components/load-balancing/random.test.ts"
    expect(JSON.parse(leavesJson([...leafOf("lb.random"), ...leafOf("broker.queue")]))).toEqual({
      leaves: [
        { id: "lb.random", covered: true, option: "random", scenario: "in-step", test },
        { id: "broker.queue", covered: false, option: null, scenario: null, test: null },
      ],
    })
  })
})
