import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { QUEUE_RULES } from "../../../components/queue-rules/choice.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { estates } from "../../scenarios/run/estates.ts"
import { broken, type Document, expectSame, planOf, traceOf } from "../../scenarios/run/support.ts"
import { PLANS } from "./support.ts"

/** Estates a property is tried on. */
const numRuns = 15

/** Rules that act within the 300 ms of an estate's load. */
const brisk = fc.constantFrom(
  { kind: "adaptive-lifo", interval: "10ms" },
  { kind: "codel", interval: "20ms", target: "2ms" },
  { kind: "codel", interval: "20ms", target: "2ms", adaptiveLifo: true },
  { kind: "network-codel", interval: "10ms", target: "2ms" },
)

/** An estate in which every service has a rule for its line, and few slots. */
const ruled = fc.tuple(estates, brisk).map(([document, rule]): Document => {
  const components = Object.entries(Object(document.components)).map(([name, entry]) => {
    const { queue, concurrency, ...rest } = Object(entry)
    if (rest.kind !== "service") return [name, entry]
    const order = queue.order === "lifo" ? "fifo" : queue.order
    return [
      name,
      { ...rest, concurrency: concurrency === "unlimited" ? 2 : concurrency, queue: { ...queue, order, rule } },
    ]
  })
  return { ...document, components: Object.fromEntries(components) }
})

describe("any estate with rules for its lines", () => {
  it("keeps the invariants, ends each request once and comes to rest", () => {
    let rejected = 0
    fc.assert(
      fc.property(ruled, (document) => {
        const run = new Run(planOf(document))
        run.advance()
        expect(broken(run)).toEqual([])
        expect(run.stoppedBy).toBeNull()
        expect(run.estate.sim.frames.live).toBe(0)
        for (const name of run.estate.metrics.names()) {
          const metric = run.metric(name)
          if (metric !== undefined && "level" in metric) expect([name, metric.level.value]).toEqual([name, 0])
        }
        for (const edge of run.estate.ports.edges.values())
          expect(edge.outcomes.reduce((sum, times) => sum + times, 0)).toBe(edge.calls)
        rejected += [...run.estate.ports.edges.values()].reduce((sum, { outcomes }) => sum + (outcomes[4] ?? 0), 0)
      }),
      { numRuns, endOnFailure: true },
    )
    expect(rejected).toBeGreaterThan(0)
  })

  it("goes on from a snapshot at any event as if nothing had happened", () => {
    fc.assert(
      fc.property(ruled, fc.integer({ min: 0, max: 3000 }), (document, cut) => {
        const plan = planOf(document)
        const whole = new Run(plan)
        whole.advance()
        const first = new Run(plan)
        first.advance(Number.POSITIVE_INFINITY, cut)
        const saved = structuredClone(first.snapshot())
        first.advance(first.nowNs + 20e6)
        const second = new Run(plan)
        second.restore(saved)
        second.advance()
        expectSame(traceOf(second), traceOf(whole))
      }),
      { numRuns, endOnFailure: true },
    )
  })
})

describe("queue rules", () => {
  it("describe themselves and refuse what they do not know", () => {
    for (const { kind, title, summary, sources, params, presets } of QUEUE_RULES.values()) {
      expect(title, kind).not.toBe("")
      expect(summary.endsWith("."), kind).toBe(true)
      expect(sources.length, kind).toBeGreaterThan(0)
      expect(params.safeParse({ noSuchParameter: 1 }).success, kind).toBe(false)
      for (const preset of Object.values(presets)) expect(params.safeParse(preset).success, kind).toBe(true)
    }
  })

  it("measure differently under the same load, every pair of them and none", () => {
    const shown = new Set(["{}", ...Object.values(PLANS).map((rule) => JSON.stringify({ rule }))].map(outcomesWith))
    expect(shown.size).toBe(Object.keys(PLANS).length + 1)
  })
})

/** Outcomes and latencies of the same overload, with a line as given. */
function outcomesWith(queue: string): string {
  const run = new Run(
    planOf({
      run: { duration: "10s" },
      components: {
        shop: { kind: "client" },
        a: {
          kind: "service",
          concurrency: 2,
          queue: JSON.parse(queue),
          operations: { go: [{ work: "exponential 10ms" }] },
        },
      },
      load: { shop: { open: "poisson 300/s", to: "a", patience: "400ms" } },
    }),
  )
  run.advance()
  const metric = run.metric("shop.latency")
  const p50 = metric !== undefined && "wholeRun" in metric ? metric.wholeRun.quantile(0.5) : "?"
  return `${run.estate.ports.edges.get("shop -> a")?.outcomes.join()} ${p50}`
}
