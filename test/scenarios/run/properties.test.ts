import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Run } from "../../../scenarios/run/run.ts"
import { estates } from "./estates.ts"
import { broken, expectSame, PARTS, planOf, rootsOf, runOf, spansOf, traceOf } from "./support.ts"

/** Estates a property is tried on. */
const numRuns = 15

describe("any estate", () => {
  it("keeps the invariants, loses no request and comes to rest", () => {
    fc.assert(
      fc.property(estates, (document) => {
        const run = new Run(planOf(document))
        for (let atNs = 50e6; atNs <= 400e6; atNs += 50e6) {
          run.advance(atNs)
          expect(broken(run)).toEqual([])
        }
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
      }),
      { numRuns },
    )
  })

  it("splits every call's time into parts that add up, none of them negative", () => {
    fc.assert(
      fc.property(estates, (document) => {
        const recorded = runOf(document)
        const wrong = spansOf(recorded).filter(({ parts, tookMs }) => {
          const sumNs = PARTS.reduce((sum, part) => sum + Math.round(parts[part] * 1e6), 0)
          return sumNs !== Math.round(tookMs * 1e6) || PARTS.some((part) => parts[part] < 0)
        })
        expect(wrong).toEqual([])
        // Recording changes nothing.
        const plain = new Run(planOf(document))
        plain.advance()
        expectSame(traceOf(plain), traceOf(recorded.run))
        expect(rootsOf(recorded).length).toBeGreaterThan(0)
      }),
      { numRuns },
    )
  })

  it("is the same run in slices of any number of events or time", () => {
    const slices = fc.infiniteStream(
      fc.oneof(
        fc.nat(200),
        fc.integer({ min: 1, max: 20 }).map((ms) => -ms * 1e6),
      ),
    )
    fc.assert(
      fc.property(estates, slices, (document, sizes) => {
        const plan = planOf(document)
        const whole = new Run(plan)
        whole.advance()
        const sliced = new Run(plan)
        for (const size of sizes) {
          if (sliced.finished) break
          if (sliced.nowNs > 1e9) sliced.advance()
          else if (size >= 0) sliced.advance(Infinity, size)
          else sliced.advance(sliced.nowNs - size)
        }
        expectSame(traceOf(sliced), traceOf(whole))
      }),
      { numRuns },
    )
  })

  it("goes on from a snapshot at any event as if nothing had happened", () => {
    fc.assert(
      fc.property(
        estates,
        fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 3 }),
        (document, cuts) => {
          const plan = planOf(document)
          const whole = new Run(plan)
          whole.advance()
          let run = new Run(plan)
          for (const cut of cuts) {
            run.advance(Infinity, cut)
            const saved = structuredClone(run.snapshot())
            run.advance(run.nowNs + 1e6)
            run = new Run(plan)
            run.restore(saved)
          }
          run.advance()
          expectSame(traceOf(run), traceOf(whole))
        },
      ),
      { numRuns },
    )
  })
})
