import { expect, it } from "vitest"
import { FAILED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { ms, s, throttle } from "../support/make.ts"

// A13: 1000 calls a second to a callee that accepts 100: K times its capacity reach it.
it.each([
  [2, 200],
  [1.5, 150],
  [1.1, 110],
])("with K = %f sends %i a second", (multiplier, wanted) => {
  const the = throttle("accept-share", { multiplier })
  let sent = 0
  let accepted = 0
  const seconds = 1000
  for (let call = 0; call < seconds * 1000; call++) {
    const nowNs = ms(call)
    if (call % 1000 === 0) accepted = 0
    if (!the.admit(nowNs)) continue
    // The first two minutes, and as long again, fill the window.
    if (nowNs >= s(240)) sent++
    the.settled(nowNs, accepted++ < 100 ? SUCCEEDED : FAILED)
  }
  expect(Math.abs(sent / (seconds - 240) / wanted - 1)).toBeLessThan(0.05)
})

it("sends everything while half of it is accepted", () => {
  const the = throttle("accept-share")
  for (let call = 0; call < 10_000; call++) {
    expect(the.admit(ms(call))).toBe(true)
    the.settled(ms(call), call % 2 === 0 ? SUCCEEDED : FAILED)
  }
})

it("forgets after two minutes", () => {
  const the = throttle("accept-share")
  for (let call = 0; call < 1000; call++) the.admit(0)
  // (1000 - 0) / 1001: nearly everything is turned away.
  expect(Array.from({ length: 20 }, () => the.admit(s(119))).filter(Boolean).length).toBeLessThan(3)
  expect(the.admit(s(240))).toBe(true)
})
