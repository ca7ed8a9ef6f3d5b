import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { Run } from "../../../scenarios/run/run.ts"
import { broken, expectSame, PARTS, planOf, runOf, spansOf, traceOf } from "../../scenarios/run/support.ts"
import { guardedEstates } from "./support/guarded-estates.ts"

/** Estates a property is tried on. */
const numRuns = 8

describe("any policies, whatever crashes", () => {
  it("end each call once, leave nothing open, and split each call's time into parts", () => {
    fc.assert(
      fc.property(guardedEstates, (document) => {
        const recorded = runOf(document)
        const { run } = recorded
        expect(broken(run)).toEqual([])
        expect(run.stoppedBy).toBeNull()
        expect(run.estate.sim.frames.live).toBe(0)
        for (const edge of run.estate.ports.edges.values())
          expect(edge.outcomes.reduce((sum, times) => sum + times, 0)).toBe(edge.calls)
        for (const port of run.estate.sim.ports) expect(heldIn(port.snapshot())).toEqual([])
        for (const { parts, tookMs } of spansOf(recorded)) {
          const sumNs = PARTS.reduce((sum, part) => sum + Math.round(parts[part] * 1e6), 0)
          expect(sumNs).toBe(Math.round(tookMs * 1e6))
          expect(PARTS.filter((part) => parts[part] < 0)).toEqual([])
        }
      }),
      { numRuns, endOnFailure: true },
    )
  })

  it("go on from a snapshot at any event as if nothing had happened", () => {
    fc.assert(
      fc.property(guardedEstates, fc.integer({ min: 0, max: 3000 }), (document, cut) => {
        const plan = planOf(document)
        const whole = new Run(plan)
        whole.advance()
        const first = new Run(plan)
        first.advance(Infinity, cut)
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

/** What a port at rest still holds: calls in flight or in line, permits, places, choices whose end was not told. */
function heldIn(snapshot: unknown): readonly string[] {
  if (typeof snapshot !== "object" || snapshot === null) return []
  if (ArrayBuffer.isView(snapshot)) return []
  const wrong = ["inFlight", "waiting", "active", "requests", "length", "open"]
  return Object.entries(snapshot).flatMap(([name, value]) => {
    const values = ArrayBuffer.isView(value) ? [...(value as Int32Array)] : [value]
    const isHeld = wrong.includes(name) && values.some((held) => typeof held === "number" && held !== 0)
    return isHeld ? [`${name} ${values.join()}`] : heldIn(value)
  })
}
