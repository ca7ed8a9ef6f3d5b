import { expect, it } from "vitest"
import type { OutlierDetector } from "../../../../components/client-stack/outliers/contract.ts"
import { FAILED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { outliers, s } from "../support/make.ts"

function isOut(the: OutlierDetector, nowNs: number): boolean {
  the.update(nowNs)
  return the.out[0] === 1
}

function call(the: OutlierDetector, nowNs: number, result: number): void {
  the.sent(nowNs, 0)
  the.settled(nowNs, 0, result)
}

it("leaves a backend alone for ten seconds after one failure, up to and with the last ns", () => {
  const the = outliers("max-fails", 2)
  call(the, s(1), FAILED)
  expect(isOut(the, s(11))).toBe(true)
  expect(isOut(the, s(11) + 1)).toBe(false)
})

it("lets one call a fail time see, and is back on a success", () => {
  const the = outliers("max-fails", 2)
  call(the, 0, FAILED)
  expect(isOut(the, s(20))).toBe(false)
  the.sent(s(20), 0)
  expect(isOut(the, s(20))).toBe(true)
  the.settled(s(21), 0, SUCCEEDED)
  expect(isOut(the, s(21))).toBe(false)
})

it("counts failures until a success that began a new time", () => {
  const the = outliers("max-fails", 2, { failures: 2 })
  call(the, 0, FAILED)
  call(the, s(1), SUCCEEDED) // no look since the failure: it stays
  call(the, s(2), FAILED)
  expect(isOut(the, s(2))).toBe(true)
  const later = outliers("max-fails", 2, { failures: 2 })
  call(later, 0, FAILED)
  call(later, s(11), SUCCEEDED)
  call(later, s(12), FAILED)
  expect(isOut(later, s(12))).toBe(false)
})

it("never leaves a single backend alone, nor any where no number of failures does", () => {
  for (const the of [outliers("max-fails", 1), outliers("max-fails", 2, { failures: 0 })]) {
    call(the, 0, FAILED)
    expect(isOut(the, 0)).toBe(false)
  }
})
