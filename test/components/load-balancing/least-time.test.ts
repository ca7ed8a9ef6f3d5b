import { describe, expect, it } from "vitest"
import { afterIdling, averageMs, estimatedMs } from "../../../components/load-balancing/latency/response-times.ts"
import { ERROR, OK, TIMEOUT } from "../../../engine/index.ts"
import { Choosing } from "./support/choosing.ts"

describe("least time", () => {
  // The reference card: eta(39, 0) = 40, eta(40, 0) = 60, eta(59, 1) = 120.
  it.each([
    [39, 0, 40],
    [40, 0, 60],
    [59, 1, 120],
    [0, 0, 20],
    [5000, 0, 5020],
    [5001, 0, 5000],
    [9000, 2, 15_000],
  ])("estimates %i ms with %i calls open at %i", (responseMs, calls, wanted) => {
    expect(estimatedMs(responseMs, calls)).toBe(wanted)
  })

  it("averages in whole ms: towards 200 it comes to 191 and sticks", () => {
    expect(averageMs(0, 200)).toBe(200)
    let average = 10
    for (let sample = 0; sample < 200; sample++) average = averageMs(average, 200)
    expect(average).toBe(191)
  })

  // fail_timeout 10 s: after 11 s halved, after 22 s quartered.
  it.each([
    [10, 800],
    [11, 400],
    [21, 400],
    [22, 200],
    [1000, 0],
  ])("idle for %i s, 800 ms count as %i", (seconds, wanted) => {
    expect(afterIdling(800, seconds, 10)).toBe(wanted)
  })

  const settled = (choosing: Choosing, index: number, latencyMs: number, outcome = OK) =>
    choosing.chooser.settled(choosing.nowNs, index, latencyMs * 1e6, outcome)

  it("hears, and goes where it is fastest; among equals in turn by weight", () => {
    const choosing = new Choosing("least-time", [1, 1, 1])
    expect(choosing.chooser.hears).toBe(true)
    settled(choosing, 0, 300)
    settled(choosing, 1, 35)
    settled(choosing, 2, 21)
    expect(choosing.letters(4)).toBe("bcbc") // both 40 ms
    settled(choosing, 2, 500) // 0.05 * 500 + 0.95 * 21 = 45: 60 ms
    expect(choosing.letters(3)).toBe("bbb")
    expect(choosing.heldLetters(3)).toBe("bcb") // 40; 80 against 60; 80 against 120
  })

  it("divides by weight", () => {
    const choosing = new Choosing("least-time", [4, 1])
    settled(choosing, 0, 79) // 80 / 4
    settled(choosing, 1, 30) // 40
    expect(choosing.letters(2)).toBe("aa")
  })

  it("learns nothing from answers that failed", () => {
    const choosing = new Choosing("least-time", [1, 1])
    settled(choosing, 0, 100)
    settled(choosing, 1, 200)
    for (let call = 0; call < 50; call++) settled(choosing, 1, 1, call % 2 === 0 ? ERROR : TIMEOUT)
    expect(choosing.letters(3)).toBe("aaa")
  })

  it("gives a slow one another chance after a while", () => {
    const choosing = new Choosing("least-time", [1, 1])
    settled(choosing, 0, 30)
    settled(choosing, 1, 100)
    expect(choosing.letters(2)).toBe("aa")
    choosing.nowNs = 22e9 // 30 and 100 quartered: 7 and 25, of the steps 20 and 40
    expect(choosing.letters(3)).toBe("aab") // the look at the first makes its 30 ms count anew: 40 against 40, turns
  })

  it("notices a backend that hangs only when it looks at open calls", () => {
    const letters = [false, true].map((inFlight) => {
      const choosing = new Choosing("least-time", [1, 1], { inFlight })
      settled(choosing, 0, 20)
      settled(choosing, 1, 70)
      expect(choosing.choose()).toBe(0) // and never comes back
      choosing.nowNs = 2e9
      return choosing.letters(1)
    })
    expect(letters).toEqual(["a", "b"])
  })

  it("forgets a call that has ended", () => {
    const choosing = new Choosing("least-time", [1, 1], { preset: "nginx-inflight" })
    settled(choosing, 1, 70)
    for (let call = 0; call < 20; call++) {
      choosing.nowNs += 1e9
      expect(choosing.choose()).toBe(0)
      choosing.nowNs += 10e6
      settled(choosing, 0, 10)
    }
  })
})
