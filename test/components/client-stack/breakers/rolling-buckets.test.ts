import { describe, expect, it } from "vitest"
import { BREAKERS } from "../../../../components/client-stack/breakers/choice.ts"
import type { Breaker } from "../../../../components/client-stack/breakers/contract.ts"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { breaker, ms, preset } from "../support/make.ts"

function calls(the: Breaker, nowNs: number, count: number, result: number): void {
  for (let call = 0; call < count; call++) {
    expect(the.admit(nowNs, false)).toBe(true)
    the.settled(nowNs, false, result, 1)
  }
}

function tripped(): Breaker {
  const the = breaker("rolling-buckets")
  calls(the, ms(100), 20, FAILED)
  return the
}

describe("Hystrix's defaults", () => {
  it("judges at the next snapshot, not before", () => {
    const the = tripped()
    expect(the.admit(ms(500) - 1, false)).toBe(true)
    expect(the.admit(ms(500), false)).toBe(false)
  })

  // [calls, failures, opens]
  it.each([
    [19, 19, false],
    [20, 20, true],
    [20, 10, true],
    [21, 10, false],
  ])("%i calls, %i failures", (count, failures, opens) => {
    const the = breaker("rolling-buckets")
    calls(the, 0, failures, FAILED)
    calls(the, 0, count - failures, SUCCEEDED)
    expect(the.admit(ms(500), false)).toBe(!opens)
  })

  it("sleeps 5 s from the snapshot, then lets exactly one trial through", () => {
    const the = tripped()
    expect(the.admit(ms(5500), false)).toBe(false)
    expect(the.admit(ms(5500) + 1, false)).toBe(true)
    expect(the.admit(ms(5500) + 1, false)).toBe(false)
    expect(the.admit(ms(60_000), false)).toBe(false)
  })

  it("closes on the trial's success and has forgotten the failures", () => {
    const the = tripped()
    the.admit(ms(6000), false)
    the.settled(ms(6100), false, SUCCEEDED, 1)
    calls(the, ms(6100), 18, FAILED) // with the trial's success 19 calls: fewer than 20
    expect(the.admit(ms(6500), false)).toBe(true)
  })

  it.each([FAILED, IGNORED])("sleeps again from the end of a trial that did not succeed (%i)", (result) => {
    const the = tripped()
    the.admit(ms(6000), false)
    the.settled(ms(6100), false, result, 1)
    expect(the.admit(ms(11_100), false)).toBe(false)
    expect(the.admit(ms(11_100) + 1, false)).toBe(true)
  })

  it("opens while nothing is called, when old successes leave the window", () => {
    const the = breaker("rolling-buckets")
    calls(the, ms(100), 30, SUCCEEDED)
    calls(the, ms(5100), 20, FAILED) // 20 of 50
    expect(the.admit(ms(10_000), false)).toBe(true)
    the.settled(ms(10_000), false, IGNORED, 1)
    // Bucket 0 is gone at 10.5 s: 20 of 20. The sleep counts from there, not from this call.
    expect(the.admit(ms(12_000), false)).toBe(false)
    expect(the.admit(ms(15_500), false)).toBe(false)
    expect(the.admit(ms(15_500) + 1, false)).toBe(true)
  })
})

it("as of 1.5 it forgets half a second at a time", () => {
  const the = breaker("rolling-buckets", preset(BREAKERS, "rolling-buckets", "hystrix-1.5"))
  calls(the, ms(600), 30, SUCCEEDED)
  calls(the, ms(5100), 20, FAILED)
  // The bucket from 0.5 s to 1 s is in the window of 10.5 s, and gone from that of 11 s.
  expect(the.admit(ms(10_999), false)).toBe(true)
  expect(the.admit(ms(11_000), false)).toBe(false)
})
