import { describe, expect, it } from "vitest"
import { decayed, peakDecayed } from "../../../components/load-balancing/latency/ewma.ts"
import { ERROR, OK } from "../../../engine/index.ts"
import { Choosing } from "./support/choosing.ts"

const settled = (choosing: Choosing, index: number, latencyMs: number, outcome = OK) =>
  choosing.chooser.settled(choosing.nowNs, index, latencyMs * 1e6, outcome)

/** How often each of two is chosen; two draws of two are both of them. */
const chosen = (choosing: Choosing, count = 200) => choosing.shares(count)

describe("peak EWMA", () => {
  // The reference card: 100 ms, then 1000 counts as 1000 at once; 10 s later 10 gives 374.2.
  it("rises at once and falls with its decay", () => {
    expect(peakDecayed(100, 1000, 0, 10e9)).toBe(1000)
    expect(peakDecayed(1000, 10, 10e9, 10e9)).toBeCloseTo(374.2, 1)
    expect(decayed(100, 1000, 0, 10e9)).toBe(100)
    expect(decayed(100, 1000, 10e9, 10e9)).toBeCloseTo(100 * Math.exp(-1) + 1000 * (1 - Math.exp(-1)), 9)
  })

  it("takes the cheaper of two: latency times calls in flight plus one", () => {
    const choosing = new Choosing("peak-ewma", [1, 1])
    settled(choosing, 0, 10)
    settled(choosing, 1, 25)
    expect(chosen(choosing)).toEqual([1, 0])
    choosing.backends.inFlight.set([2, 0]) // 30 against 25
    expect(chosen(choosing)).toEqual([0, 1])
  })

  it("shuns at once what answered slowly once, and comes back as that decays", () => {
    const choosing = new Choosing("peak-ewma", [1, 1])
    settled(choosing, 0, 10)
    settled(choosing, 1, 20)
    settled(choosing, 0, 1000)
    expect(chosen(choosing)).toEqual([0, 1])
    for (let second = 1; second <= 50; second++) {
      choosing.nowNs = second * 1e9
      settled(choosing, 1, 20)
    }
    expect(chosen(choosing)).toEqual([1, 0]) // 1000 e^-5 = 6.7 ms
  })

  it("counts failures by their latency: failing fast attracts", () => {
    const choosing = new Choosing("peak-ewma", [1, 1])
    settled(choosing, 0, 50)
    settled(choosing, 1, 1, ERROR)
    expect(chosen(choosing)).toEqual([0, 1])
  })

  it("avoids a backend that owes its first answer, unless a first latency is taken for granted", () => {
    const owing = (preset: string) => {
      const choosing = new Choosing("peak-ewma", [1, 1], { preset })
      settled(choosing, 0, 100)
      choosing.backends.inFlight.set([0, 1])
      choosing.nowNs = 150e6
      return chosen(choosing)
    }
    expect(owing("finagle")).toEqual([1, 0])
    expect(owing("envoy")).toEqual([1, 0])
    expect(owing("linkerd")).toEqual([0, 1]) // 30 ms, twice
  })

  it("Envoy looks at samples every 100 ms, and knows no peaks", () => {
    const choosing = new Choosing("peak-ewma", [1, 1], { preset: "envoy" })
    choosing.nowNs = 100e6
    settled(choosing, 0, 50)
    settled(choosing, 1, 70)
    expect(chosen(choosing)).toEqual([1, 0])
    choosing.nowNs = 150e6
    settled(choosing, 0, 1000) // 50 + 950 * (1 - e^-0.005) = 54.7 ms
    expect(chosen(choosing)).toEqual([1, 0])
    choosing.nowNs = 1150e6
    settled(choosing, 0, 1000) // 54.7 + 945.3 * (1 - e^-0.1) = 144.7 ms, seen only at the next look
    expect(chosen(choosing)).toEqual([0, 1])
    choosing.nowNs = 1160e6
    for (let sample = 0; sample < 3; sample++) settled(choosing, 1, 1000)
    choosing.nowNs = 3000e6
    settled(choosing, 1, 10_000) // 70 + 9930 * (1 - e^-0.18) and more
    choosing.nowNs = 3010e6
    expect(choosing.choose()).toBe(0)
    choosing.nowNs = 3050e6
    settled(choosing, 0, 1e9) // beyond all, yet
    expect(choosing.choose()).toBe(0)
  })

  it("Kong looks at all, for their weight, and not at calls in flight", () => {
    const choosing = new Choosing("peak-ewma", [1, 1, 4], { preset: "kong" })
    choosing.nowNs = 100e9
    settled(choosing, 0, 10)
    settled(choosing, 1, 12)
    settled(choosing, 2, 30)
    choosing.backends.inFlight.set([0, 0, 99])
    expect(chosen(choosing)).toEqual([0, 0, 1]) // 30 / 4
    choosing.backends.up[2] = 0
    expect(chosen(choosing)).toEqual([1, 0, 0])
  })

  it("spreads evenly over equals", () => {
    for (const share of new Choosing("peak-ewma", [1, 1, 1, 1]).shares(40_000)) {
      expect(Math.abs(share - 0.25)).toBeLessThan(0.0087) // four standard errors
    }
  })
})
