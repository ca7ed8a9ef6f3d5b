import { expect, it } from "vitest"
import { OUTLIERS } from "../../../../components/client-stack/outliers/choice.ts"
import type { OutlierDetector } from "../../../../components/client-stack/outliers/contract.ts"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { outliers, preset, s } from "../support/make.ts"

const STEADY = { shorter: "0%" }

function isOut(the: OutlierDetector, nowNs: number): boolean {
  the.update(nowNs)
  return the.out[0] === 1
}

function fail(the: OutlierDetector, nowNs: number, times: number): void {
  for (let failure = 0; failure < times; failure++) the.settled(nowNs, 0, FAILED)
}

it("takes a backend out on the fifth failure in a row, for 5, 10, 20, … 300 s", () => {
  const the = outliers("failure-accrual", 2, STEADY)
  fail(the, 0, 4)
  expect(isOut(the, 0)).toBe(false)
  let nowNs = 0
  for (const seconds of [5, 10, 20, 40, 80, 160, 300, 300]) {
    fail(the, nowNs, 1)
    expect(isOut(the, nowNs + s(seconds) - 1)).toBe(true)
    nowNs += s(seconds)
    expect(isOut(the, nowNs)).toBe(false)
    the.sent(nowNs, 0)
    expect(isOut(the, nowNs)).toBe(true) // one probe
  }
  the.settled(nowNs, 0, SUCCEEDED)
  expect(isOut(the, nowNs)).toBe(false)
  fail(the, nowNs, 5)
  expect(isOut(the, nowNs + s(5))).toBe(false) // anew from 5 s
})

it("probes again where a probe was given up", () => {
  const the = outliers("failure-accrual", 2, STEADY)
  fail(the, 0, 5)
  expect(isOut(the, s(5))).toBe(false)
  the.sent(s(5), 0)
  the.settled(s(6), 0, IGNORED)
  expect(isOut(the, s(6))).toBe(false)
})

it.each([
  ["finagle", 5, 2.5, 5],
  ["linkerd", 7, 1, 1.5],
])("as %s has it: %i failures, first out for %f to %f s", (name, failures, least, most) => {
  const waits: number[] = []
  const the = outliers("failure-accrual", 1, preset(OUTLIERS, "failure-accrual", name))
  let nowNs = 0
  for (let outage = 0; outage < 200; outage++) {
    fail(the, nowNs, failures - 1)
    expect(isOut(the, nowNs)).toBe(false)
    fail(the, nowNs, 1)
    expect(isOut(the, nowNs)).toBe(true)
    let waitNs = 0
    while (isOut(the, nowNs + waitNs)) waitNs += s(0.01)
    waits.push(waitNs / s(1))
    nowNs += s(300)
    the.settled(nowNs, 0, SUCCEEDED)
  }
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(least)
  expect(Math.max(...waits)).toBeLessThanOrEqual(most + 0.01)
  expect(Math.max(...waits) - Math.min(...waits)).toBeGreaterThan(0.9 * (most - least))
})
