import { expect, it } from "vitest"
import { BREAKERS } from "../../../../components/client-stack/breakers/choice.ts"
import type { Breaker } from "../../../../components/client-stack/breakers/contract.ts"
import { FAILED } from "../../../../components/client-stack/results.ts"
import { breaker, preset } from "../support/make.ts"

/** How many of `tries` are admitted at once. */
function admitted(the: Breaker, tries: number, retry: boolean): number {
  let count = 0
  for (let attempt = 0; attempt < tries; attempt++) if (the.admit(0, retry)) count++
  return count
}

it("by Envoy's defaults 1024 requests have a connection and 1024 wait, of which 3 are retries", () => {
  expect(admitted(breaker("thresholds"), 5000, false)).toBe(2048)
  expect(admitted(breaker("thresholds"), 5000, true)).toBe(3)
  const both = breaker("thresholds")
  expect(admitted(both, 10, true)).toBe(3)
  expect(admitted(both, 5000, false)).toBe(2045)
})

it("limits requests where connections carry many", () => {
  expect(admitted(breaker("thresholds", { connections: 1000, requests: 50 }), 5000, false)).toBe(50)
})

it("has room again for each that ends, however it ends", () => {
  const the = breaker("thresholds", { connections: 1, pending: 0, retries: 1 })
  expect(the.admit(0, true)).toBe(true)
  expect(the.admit(0, false)).toBe(false)
  the.settled(0, true, FAILED, 1)
  expect(the.admit(0, true)).toBe(true)
})

it("as Istio sets it limits nothing", () => {
  expect(admitted(breaker("thresholds", preset(BREAKERS, "thresholds", "istio")), 10_000, true)).toBe(10_000)
})
