import { describe, expect, it } from "vitest"
import { ENVOY_SLOW_START, slowStartFactor } from "../../../../components/kit/balancing/slow-start.ts"

describe("slow start", () => {
  // Acceptance fact A12: window 60 s, aggression 1 at 5, 15, 30 s; the reference card: aggression 2 at 15 s.
  it.each([
    [5, 1, 0.1],
    [15, 1, 0.25],
    [30, 1, 0.5],
    [0, 1, 0.1],
    [6, 1, 0.1],
    [60, 1, 1],
    [1000, 1, 1],
    [15, 2, 0.5],
    [30, 0.5, 0.25],
  ])("after %i s with aggression %d: %d", (seconds, aggression, wanted) => {
    expect(slowStartFactor(seconds * 1e9, { ...ENVOY_SLOW_START, aggression })).toBeCloseTo(wanted, 12)
  })

  it("counts the first ms as one", () => {
    const slowStart = { windowNs: 100e6, aggression: 1, minimum: 0, everyNs: 0 }
    expect(slowStartFactor(0, slowStart)).toBe(0.01)
    expect(slowStartFactor(1e6, slowStart)).toBe(0.01)
  })

  // HAProxy, slowstart 60 s and checks every 2 s: at 15 s the check of 14 s counts, 23.3 %.
  it.each([
    [0, 0.01],
    [1, 0.01],
    [15, 0.23],
    [30, 0.5],
    [59, 0.96],
    [60, 1],
  ])("by steps after %i s: %d", (seconds, wanted) => {
    expect(slowStartFactor(seconds * 1e9, { ...ENVOY_SLOW_START, everyNs: 2e9 })).toBe(wanted)
  })
})
