import { describe, expect, it } from "vitest"
import { Run } from "../../../scenarios/run/run.ts"
import {
  at,
  broken,
  countOf,
  type Document,
  edgeOf,
  endings,
  levelOf,
  meanMs,
  planOf,
  runOf,
  startOf,
  traceOf,
} from "./support.ts"

const simple = (the: object = {}): Document => ({
  run: { duration: "1s" },
  components: { shop: { kind: "client" }, a: { kind: "service", operations: { go: [{ work: "10ms" }] } } },
  load: { shop: { open: "constant 100/s", to: "a" } },
  ...the,
})

describe("a run", () => {
  it("ends with its duration, every event of its last instant included", () => {
    const whole = runOf(simple()).run
    expect([whole.finished, whole.nowNs, whole.stoppedBy]).toEqual([true, 1e9, null])
    // Arrivals at 10, 20, … 1000 ms; the last answer within is that of 990 ms.
    expect([countOf(whole, "shop.offered"), countOf(whole, "shop.completed")]).toEqual([100, 99])
    const stepped = startOf(simple()).run
    for (let turn = 0; !stepped.finished; turn++) {
      expect(turn).toBeLessThan(1000)
      stepped.advance(Infinity, 1)
    }
    expect(traceOf(stepped)).toEqual(traceOf(whole))
    const events = whole.events
    whole.advance()
    expect(whole.events).toBe(events)
  })

  it("goes to the instant it is told, and not back", () => {
    const { run } = startOf(simple())
    run.advance(30e6)
    // At 30 ms the third arrives and the second is answered.
    expect([run.nowNs, countOf(run, "shop.offered"), countOf(run, "shop.completed")]).toEqual([30e6, 3, 2])
    run.advance(10e6)
    expect(run.nowNs).toBe(30e6)
    run.advance(5e9)
    expect([run.nowNs, run.finished]).toEqual([1e9, true])
  })

  it("measures anew after the warm-up, without an event for it", () => {
    const { run } = startOf(simple({ run: { duration: "1s", warmup: "105ms" } }))
    run.advance(105e6)
    expect([run.measuredFrom, countOf(run, "shop.offered"), levelOf(run, "a.busy")]).toEqual([105e6, 0, 1])
    expect(edgeOf(run, "shop -> a")).toEqual({ calls: 0, retries: 0, outcomes: {} })
    run.advance()
    // The one in flight at 105 ms is answered after it; arrivals at 110 … 1000.
    expect([countOf(run, "shop.offered"), countOf(run, "shop.completed")]).toEqual([90, 90])
    const cold = runOf(simple()).run
    expect([run.digest, run.events]).toEqual([cold.digest, cold.events])
  })

  it.each([1, 2, 7, 1000])("warms up alike in slices of %d events", (size) => {
    const document = simple({ run: { duration: "300ms", warmup: "100ms" } })
    const whole = runOf(document).run
    const { run } = startOf(document)
    while (!run.finished) run.advance(Infinity, size)
    expect(traceOf(run)).toEqual(traceOf(whole))
    expect(run.measuredFrom).toBe(100e6)
  })

  it("stops at its limit of events, exactly", () => {
    const { run } = runOf(simple({ run: { duration: "1s", eventsMax: 57 } }))
    expect([run.events, run.stoppedBy, run.finished]).toEqual([57, "limit:events", true])
    const whole = startOf(simple()).run
    whole.advance(Infinity, 57)
    expect([whole.digest, whole.stoppedBy]).toEqual([run.digest, null])
  })

  it("that needs as many events as its limit is complete", () => {
    const { events } = runOf(simple()).run
    expect(runOf(simple({ run: { duration: "1s", eventsMax: events } })).run.stoppedBy).toBeNull()
    expect(runOf(simple({ run: { duration: "1s", eventsMax: events - 1 } })).run.stoppedBy).toBe("limit:events")
  })

  it("stops when more calls are in progress than it may hold", () => {
    const { run } = runOf(
      simple({ run: { duration: "1s", liveCallsMax: 3 }, load: { shop: { open: at(1, 2, 3, 4, 5), to: "a" } } }),
    )
    expect([run.stoppedBy, run.nowNs, run.estate.sim.frames.live]).toEqual(["limit:live-calls", 4e6, 4])
    expect(broken(run)).toEqual([])
  })

  it("is stopped from outside, the first reason counts", () => {
    const { run } = startOf(simple())
    run.advance(50e6)
    run.stop("interrupted")
    run.stop("wall-time")
    run.advance()
    expect([run.stoppedBy, run.finished, run.nowNs]).toEqual(["interrupted", true, 50e6])
  })
})

describe("a stall", () => {
  const partner = (other: string) => ({
    kind: "service",
    concurrency: 1,
    operations: {
      go: [
        { work: "1ms" },
        {
          choose: [
            { weight: 999, steps: [{ call: other }] },
            { weight: 1, steps: [{ work: "1ms" }] },
          ],
        },
      ],
    },
  })

  it("two services of one slot that call each other: who waits for whom", () => {
    const { run } = runOf({
      run: { duration: "1h" },
      components: { shop: { kind: "client" }, a: partner("b"), b: partner("a") },
      load: { shop: { open: at(1, 5), to: "a" } },
    })
    expect([run.stoppedBy, run.finished]).toEqual(["stalled", true])
    expect(broken(run)).toEqual([])
    const { instances, sim } = run.estate
    const nameOf = (actor: number) => instances[actor]?.name
    const waits = sim.actors.flatMap((actor, self) =>
      actor.waiting().map(({ resource, holder }) => `${nameOf(self)} waits for ${resource} of ${nameOf(holder)}`),
    )
    // The first request holds a's slot and waits for b, which waits for a's slot; the second waits for it too.
    expect(waits.sort()).toEqual([
      "a waits for a slot of a",
      "a waits for a slot of a",
      "a waits for an answer of b",
      "b waits for an answer of a",
      "shop waits for an answer of a",
      "shop waits for an answer of a",
    ])
  })

  it("a lost message without a timeout", () => {
    const { run } = runOf(
      simple({ load: { shop: { open: at(1), to: "a" } }, links: { "shop -> a": { loss: "100%" } } }),
    )
    expect([run.stoppedBy, run.estate.sim.frames.live]).toEqual(["stalled", 1])
  })

  it("is none while a timeout is still to come", () => {
    const recorded = runOf(
      simple({
        load: { shop: { open: at(1), to: "a" } },
        links: { "shop -> a": { loss: "100%" } },
        policies: { "shop -> a": { timeout: "700ms" } },
      }),
    )
    expect([recorded.run.stoppedBy, ...endings(recorded)]).toEqual([null, "timeout 700"])
  })
})

describe("a snapshot", () => {
  it("belongs to its scenario and its version", () => {
    const saved = startOf(simple()).run.snapshot()
    const other = new Run(planOf(simple({ name: "other", seed: "7" })))
    expect(() => other.restore(saved)).toThrow("another scenario")
    const older = { ...Object(saved), estate: { ...Object(Object(saved).estate), format: "orrery.snapshot/0" } }
    expect(() => new Run(planOf(simple())).restore(older)).toThrow("format")
  })

  it("of a run that is over is over", () => {
    for (const document of [simple(), simple({ run: { duration: "1s", eventsMax: 10 } })]) {
      const { run } = runOf(document)
      const again = new Run(planOf(document))
      again.restore(structuredClone(run.snapshot()))
      expect([again.finished, again.stoppedBy]).toEqual([true, run.stoppedBy])
      again.advance()
      expect(traceOf(again)).toEqual(traceOf(run))
    }
  })
})

describe("theory", () => {
  const load = (rate: string) => ({ shop: { open: `poisson ${rate}`, to: "a" } })
  const queue = (a: object) => ({
    run: { duration: "220s", warmup: "20s" },
    components: {
      shop: { kind: "client" },
      a: { kind: "service", operations: { go: [{ work: "exponential 10ms" }] }, ...a },
    },
  })

  // rho = 0.7: E[T] = E[S] / (1 - rho) = 33.3 ms; 14,000 requests, whose waits correlate over some hundred.
  it.each([
    ["one slot", { concurrency: 1 }],
    ["one core, first come", { cpu: { cores: 1, discipline: "fifo" } }],
    ["one shared core", { cpu: { cores: 1 } }],
  ])("M/M/1: %s", (_, a) => {
    const run = new Run(planOf({ ...queue(a), load: load("70/s") }))
    run.advance()
    expect(Math.abs(meanMs(run, "shop.latency") - 33.33)).toBeLessThan(4.5)
  })

  // Erlang C with c = 2, a = 1.4: P(wait) = 0.5765, E[W] = 0.5765 * 10 / (2 - 1.4) = 9.61.
  it("M/M/2", () => {
    const run = new Run(planOf({ ...queue({ concurrency: 2 }), load: load("140/s") }))
    run.advance()
    expect(Math.abs(meanMs(run, "a.wait") - 9.61)).toBeLessThan(1.4)
  })
})
