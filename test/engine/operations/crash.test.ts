import { describe, expect, it } from "vitest"
import { edgeOf, levelOf, runOf, startOf } from "../../scenarios/run/support.ts"
import { asking, askingFor, fault, service } from "./estate.ts"

const ten = [{ work: "10ms" }]

describe("a crash", () => {
  it("a crash empties slots and lines at once", () => {
    const { run } = startOf({
      ...asking({ concurrency: 2, operations: { go: ten } }, [1, 1, 1, 2, 3]),
      faults: [fault("crash", 5, 30)],
    })
    run.advance(4.9e6)
    expect([levelOf(run, "a.busy"), levelOf(run, "a.queue")]).toEqual([2, 3])
    run.advance(5e6)
    expect([levelOf(run, "a.busy"), levelOf(run, "a.queue"), run.estate.sim.frames.live]).toEqual([0, 0, 0])
    expect(run.faultLog?.entries.map(({ verb, beganNs, endedNs }) => [verb, beganNs, endedNs])).toEqual([
      ["crash", 5e6, -1],
    ])
  })

  it("calls of a crashed caller are given up once each, and go on at their callee", () => {
    const { run } = startOf({
      ...askingFor([{ call: "b" }], [1, 2, 3], { b: service([{ work: "100ms" }], { concurrency: 1 }) }),
      faults: [fault("crash", 5, 10)],
    })
    run.advance(50e6)
    expect(edgeOf(run, "a -> b")).toEqual({ calls: 3, retries: 0, outcomes: { cancelled: 3 } })
    expect([levelOf(run, "b.busy"), levelOf(run, "b.queue")]).toEqual([1, 2])
    run.advance()
    expect([levelOf(run, "b.busy"), run.estate.sim.frames.live]).toEqual([0, 0])
  })

  it("and where the policy says so, the callee hears of it", () => {
    const { run } = startOf({
      ...askingFor([{ call: "b" }], [1, 2, 3], { b: service([{ work: "100ms" }], { concurrency: 1 }) }),
      policies: { "a -> b": { cancels: true } },
      faults: [fault("crash", 5, 10)],
    })
    run.advance(50e6)
    expect([levelOf(run, "b.busy"), levelOf(run, "b.queue")]).toEqual([1, 0])
  })

  it("a crashed caller tries again no more", () => {
    const failing = service([{ work: "1ms" }, { fail: "100%" }])
    const policies = { "a -> b": { retry: { attemptsMax: 10, backoff: "fixed 2ms" } } }
    for (const detached of [false, true]) {
      const { run } = runOf({
        ...askingFor([{ call: { to: "b", detached } }, { work: "50ms" }], [1], { b: failing }),
        policies,
        faults: [fault("crash", 5, 10)],
      })
      // Tries at 1 and 4; the second is under way at the crash.
      expect(edgeOf(run, "a -> b").calls).toBe(2)
    }
  })
})
