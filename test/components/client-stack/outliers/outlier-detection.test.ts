import { describe, expect, it } from "vitest"
import { OUTLIERS } from "../../../../components/client-stack/outliers/choice.ts"
import type { OutlierDetector } from "../../../../components/client-stack/outliers/contract.ts"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { outliers, preset, s } from "../support/make.ts"

function end(the: OutlierDetector, nowNs: number, backend: number, results: readonly number[]): void {
  for (const result of results) {
    the.sent(nowNs, backend)
    the.settled(nowNs, backend, result)
  }
}

/** Numbers of those that are out. */
function out(the: OutlierDetector, nowNs: number): readonly number[] {
  the.update(nowNs)
  return [...the.out.keys()].filter((backend) => the.out[backend] === 1)
}

const FIVE = Array<number>(5).fill(FAILED)

describe("failures in a row", () => {
  it("eject on the fifth; a success starts anew, a call that was given up does not", () => {
    const the = outliers("outlier-detection", 10)
    end(the, 0, 3, [FAILED, FAILED, FAILED, FAILED, SUCCEEDED, FAILED, FAILED, FAILED, FAILED, IGNORED])
    expect(out(the, 0)).toEqual([])
    end(the, 0, 3, [FAILED])
    expect(out(the, 0)).toEqual([3])
  })

  // Envoy: 100 (ejected + 1) / hosts <= 10
  it.each([
    [9, 0],
    [10, 1],
    [19, 1],
    [20, 2],
  ])("of %i backends eject %i", (backends, ejected) => {
    const the = outliers("outlier-detection", backends)
    for (let backend = 0; backend < backends; backend++) end(the, 0, backend, FIVE)
    expect(out(the, 0)).toHaveLength(ejected)
  })

  it("of few backends ejected one all the same before 1.31", () => {
    const the = outliers("outlier-detection", 3, preset(OUTLIERS, "outlier-detection", "envoy-1.30"))
    for (let backend = 0; backend < 3; backend++) end(the, 0, backend, FIVE)
    expect(out(the, 0)).toEqual([0])
  })
})

it("an ejection that the share forbids is tried again after five more failures", () => {
  const the = outliers("outlier-detection", 10)
  for (const backend of [3, 4]) end(the, 0, backend, FIVE)
  expect(out(the, 0)).toEqual([3])
  expect(out(the, s(30))).toEqual([])
  end(the, s(30), 4, FIVE)
  expect(out(the, s(30))).toEqual([4])
})

describe("time out", () => {
  it("ends at the first sweep after it: ejected at 5 s, back at 40 s", () => {
    const the = outliers("outlier-detection", 10)
    end(the, s(5), 3, FIVE)
    expect(out(the, s(40) - 1)).toEqual([3])
    expect(out(the, s(40))).toEqual([])
  })

  it("grows by 30 s with each ejection, up to 300 s", () => {
    const the = outliers("outlier-detection", 10)
    let nowNs = 0
    for (const seconds of [30, 60, 90, 120, 150, 180, 210, 240, 270, 300, 300]) {
      end(the, nowNs, 3, FIVE)
      expect(out(the, nowNs + s(seconds) - 1)).toEqual([3])
      nowNs += s(seconds)
      expect(out(the, nowNs)).toEqual([])
    }
  })

  // Envoy: without max_ejection_time the larger of 300 s and base_ejection_time.
  it.each([
    [{ ejectionMin: "600s" }, 600],
    [{ ejectionMin: "600s", ejectionMax: "60s" }, 60],
    [{ ejectionMin: "20s", ejectionMax: "10s" }, 10],
  ])("by %j is %i s long", (text, seconds) => {
    const the = outliers("outlier-detection", 10, text)
    end(the, 0, 3, FIVE)
    expect(out(the, s(seconds) - 1)).toEqual([3])
    expect(out(the, s(seconds))).toEqual([])
  })

  it("shrinks by 30 s with each sweep that finds the backend well", () => {
    const the = outliers("outlier-detection", 10)
    end(the, 0, 3, FIVE)
    expect(out(the, s(30))).toEqual([])
    // Well at the sweep of 40 s: the next ejection is a first one again. Nobody looked at 40 s.
    end(the, s(50), 3, FIVE)
    expect(out(the, s(80))).toEqual([])
  })

  it("does not bring back by a success", () => {
    const the = outliers("outlier-detection", 10)
    end(the, 0, 3, [...FIVE, SUCCEEDED])
    expect(out(the, s(1))).toEqual([3])
  })
})

describe("success rate", () => {
  /** Nine backends that all succeed and one with so many successes of 100. */
  function swept(successes: number, calls = 100, text = {}): readonly number[] {
    const the = outliers("outlier-detection", 10, { failures: 0, ...text })
    for (let backend = 0; backend < 10; backend++)
      for (let call = 0; call < calls; call++)
        end(the, s(1), backend, [backend > 0 || call < successes ? SUCCEEDED : FAILED])
    expect(out(the, s(10) - 1)).toEqual([])
    return out(the, s(10))
  }

  it("ejects one of ten that is 3 deviations below, at the sweep", () => {
    // One at 0.5: mean 0.95, deviation 0.15; 0.95 - 1.9 * 0.15 = 0.665.
    expect(swept(50)).toEqual([0])
    expect(swept(100)).toEqual([])
  })

  it("compares nobody with fewer than 100 calls, and not where it is off", () => {
    expect(swept(50, 99)).toEqual([])
    expect(swept(50, 100, preset(OUTLIERS, "outlier-detection", "istio"))).toEqual([])
    expect(swept(50, 100, { successRateDeviations: 3.1 })).toEqual([])
  })

  it("looks at one interval at a time", () => {
    const the = outliers("outlier-detection", 10, { failures: 0 })
    for (const at of [1, 11])
      for (let backend = 0; backend < 10; backend++)
        for (let call = 0; call < 60; call++) end(the, s(at), backend, [backend > 0 ? SUCCEEDED : FAILED])
    expect(out(the, s(20))).toEqual([])
  })

  it("needs five backends to compare", () => {
    for (const backends of [4, 5]) {
      const the = outliers("outlier-detection", backends, {
        failures: 0,
        ejectedShareMax: "50%",
        successRateDeviations: 1,
      })
      for (let backend = 0; backend < backends; backend++)
        for (let call = 0; call < 100; call++) end(the, s(1), backend, [backend > 0 || call < 50 ? SUCCEEDED : FAILED])
      expect(out(the, s(10))).toEqual(backends === 5 ? [0] : [])
    }
  })
})

it("a day without calls is passed at once", () => {
  const the = outliers("outlier-detection", 10, { interval: "1ms" })
  end(the, 0, 3, FIVE)
  expect(out(the, s(86_400))).toEqual([])
  end(the, s(86_400), 3, FIVE)
  expect(out(the, s(86_429))).toEqual([3])
})
