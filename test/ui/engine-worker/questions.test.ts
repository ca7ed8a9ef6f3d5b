import { describe, expect, it } from "vitest"
import { readScenario } from "../../../scenarios/read.ts"
import { insideOf } from "../../../scenarios/run/inside.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { bench, libraryText } from "./support.ts"

function queueText(
  work: string,
  { concurrency = 2, load = "{ open: poisson 100/s, to: shop }", more = "" } = {},
): string {
  return `name: queue
run: { duration: 60s }
components:
  users: { kind: client }
  shop: { kind: service, concurrency: ${concurrency}, operations: { sell: [{ work: ${work} }] } }
load: { users: ${load} }
${more}`
}

function theoryOf(text: string) {
  const { engine, scheduler } = bench({ lookEvents: 20_000 })
  const { problems } = engine.start({ text })
  expect(problems).toEqual([])
  scheduler.turns()
  return engine.theory(0)
}

describe("theory beside measurement", () => {
  it.each([
    ["exponential 10ms", { concurrency: 2 }, "M/M/2"],
    ["5ms", { concurrency: 1 }, "M/D/1"],
    ["gamma mean=5ms cv=2", { concurrency: 1 }, "M/G/1"],
    ["exponential 10ms", { concurrency: 2, load: "{ open: renewal gamma mean=10ms cv=0.5, to: shop }" }, "G/M/2"],
    ["exponential 10ms", { load: "{ closed: { clients: 20, think: 100ms }, to: shop }" }, "M/M/2//20"],
  ])("%s, %o: %s", (work, options, model) => {
    const rows = theoryOf(queueText(work, options))
    expect(rows.map(({ quantity }) => quantity).slice(0, 3)).toEqual(["utilisation", "mean wait", "mean queue length"])
    expect(rows.length).toBe(model.startsWith("G/") ? 3 : 4)
    for (const row of rows) {
      const { predicted, measured, low, high } = row
      expect([row.model, row.component]).toEqual([model, "shop"])
      // Exact formulas within twice the 95 % interval; the approximation within 20 % of its value beside that.
      const slack = ((high ?? 0) - (low ?? 0)) * 1 + (row.note.startsWith("Exact") ? 0 : 0.2 * predicted)
      expect(measured).not.toBe(null)
      expect(Math.abs(predicted - (measured ?? 0))).toBeLessThanOrEqual(slack)
      expect(slack).toBeLessThan(predicted)
    }
  })

  it.each([
    ["a fault", { more: 'faults: [{ at: 1s, for: 1s, do: crash, target: "shop" }]' }],
    ["a policy", { more: 'policies: { "users -> shop": { timeout: 1s } }' }],
    ["more than it can do", { load: "{ open: poisson 100/s, to: shop }", concurrency: 1 }],
    ["users who lose patience", { load: "{ open: poisson 100/s, patience: 1s, to: shop }" }],
    ["arrivals in batches", { load: "{ open: batch 10/s size=3, to: shop }" }],
  ])("says nothing where there is %s", (_, options) => {
    const { engine } = bench()
    engine.start({ text: queueText("exponential 10ms", options), durationNs: 1e7 })
    expect(engine.theory(0)).toEqual([])
  })
})

describe("what is inside at an instant", () => {
  it("is what a run from the beginning has there, in whatever order it is asked for", () => {
    const durationNs = 0.6e9
    const checkpoints = { everyEvents: 200, everyWorkMs: 0, countMax: 5, bytesMax: 1e9 }
    const { engine, scheduler } = bench({ lookEvents: 50, checkpoints })
    const text = libraryText("checkout")
    engine.start({ text, durationNs })
    scheduler.turns()
    const { digest } = engine.progress(0)
    const { plan } = readScenario(text)
    if (plan === undefined) throw new Error("no scenario")
    for (const share of [0.9, 0.2, 0.25, 0.55, 1, 0]) {
      const atNs = share * durationNs
      const run = new Run({ ...plan, run: { ...plan.run, durationNs } })
      run.advance(atNs)
      for (const { self, name } of run.estate.instances)
        expect(engine.inside(0, self, atNs)).toEqual({ actor: name, parts: insideOf(run, self) })
    }
    expect(engine.progress(0).digest).toBe(digest)
  })
})
