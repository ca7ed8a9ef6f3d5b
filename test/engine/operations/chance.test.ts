import { describe, expect, it } from "vitest"
import { countOf, type Document, edgeOf, meanMs, runOf, spansOf } from "../../scenarios/run/support.ts"
import { askingFor, service } from "./estate.ts"

const requests = 4000
const many = (steps: readonly object[], more: Record<string, object> = {}): Document => ({
  run: { duration: "40s" },
  components: { shop: { kind: "client" }, a: service(steps), ...more },
  load: { shop: { open: "constant 100/s", to: "a" } },
})

describe("chance in steps", () => {
  it("chooses by weight", () => {
    const b = service([{ work: "1us" }])
    const steps = [
      {
        choose: [
          { weight: 1, steps: [{ call: "b" }] },
          { weight: 2, steps: [{ work: "1us" }] },
          { weight: 5, steps: [{ call: "c" }] },
        ],
      },
    ]
    const { run } = runOf(many(steps, { b, c: b }))
    // Four standard deviations of a share p among 4000: 4 sqrt(p (1 - p) / 4000), at most 0.031.
    expect(edgeOf(run, "a -> b").calls / requests).toBeCloseTo(1 / 8, 1)
    expect(Math.abs(edgeOf(run, "a -> b").calls / requests - 1 / 8)).toBeLessThan(0.021)
    expect(Math.abs(edgeOf(run, "a -> c").calls / requests - 5 / 8)).toBeLessThan(0.031)
  })

  it("fails a share of requests", () => {
    const { run } = runOf(many([{ fail: { outcome: "rejected", share: "25%" } }, { work: "1us" }]))
    // 4 sqrt(0.25 * 0.75 / 4000) = 0.027
    expect(Math.abs(countOf(run, "shop.outcome.rejected") / requests - 0.25)).toBeLessThan(0.027)
  })

  it("repeats while chance has it, each round with draws of its own", () => {
    const { run } = runOf(many([{ repeat: { again: "50%", steps: [{ work: "exponential 1ms" }] } }]))
    // A geometric number of rounds with mean 2 makes an exponential with mean 2 ms: 4 * 2 / sqrt(4000) = 0.13.
    expect(Math.abs(meanMs(run, "shop.latency") - 2)).toBeLessThan(0.13)
  })

  it.each([
    ["a call", [{ call: "b" }]],
    ["a parallel call", [{ parallel: [{ call: "b" }] }]],
    ["a branch", [{ parallel: [{ sequence: [{ call: "b" }, { call: "b" }] }] }]],
  ])("no two calls of a repeated step take equally long: %s", (_, steps) => {
    const recorded = runOf({
      ...many([{ repeat: { again: "60%", steps } }], { b: service([{ work: "exponential 10ms" }]) }),
      run: { duration: "3s" },
    })
    const times = spansOf(recorded)
      .filter(({ to }) => to === "b")
      .map(({ tookMs }) => tookMs)
    expect(times.length).toBeGreaterThan(300)
    expect(new Set(times).size).toBe(times.length)
  })

  it("copies of a branch draw on their own", () => {
    const recorded = runOf(
      askingFor([{ parallel: [{ call: "b" }], count: 20 }], [1], { b: service([{ work: "exponential 10ms" }]) }),
    )
    const times = spansOf(recorded).flatMap(({ to, tookMs }) => (to === "b" ? [tookMs] : []))
    expect(new Set(times).size).toBe(20)
  })
})
