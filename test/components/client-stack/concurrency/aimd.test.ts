import { expect, it } from "vitest"
import { FAILED, IGNORED, SUCCEEDED } from "../../../../components/client-stack/results.ts"
import { limiter, ms, s } from "../support/make.ts"

it.each([
  { initial: 100, calls: 60, result: SUCCEEDED, latencyNs: ms(10), wanted: 101 },
  { initial: 100, calls: 49, result: SUCCEEDED, latencyNs: ms(10), wanted: 100 },
  { initial: 100, calls: 50, result: SUCCEEDED, latencyNs: ms(10), wanted: 101 },
  { initial: 100, calls: 60, result: FAILED, latencyNs: ms(10), wanted: 90 },
  { initial: 105, calls: 60, result: FAILED, latencyNs: ms(10), wanted: 94 }, // trunc(94.5)
  { initial: 100, calls: 60, result: SUCCEEDED, latencyNs: s(5), wanted: 101 },
  { initial: 100, calls: 60, result: SUCCEEDED, latencyNs: s(5) + 1, wanted: 90 },
  { initial: 100, calls: 60, result: IGNORED, latencyNs: s(9), wanted: 100 },
  { initial: 200, calls: 199, result: SUCCEEDED, latencyNs: ms(10), wanted: 200 },
  { initial: 20, calls: 20, result: FAILED, latencyNs: ms(10), wanted: 20 },
])("from $initial with $calls under way, result $result after $latencyNs ns", (row) => {
  const { initial, calls, result, latencyNs, wanted } = row
  const the = limiter("aimd", { initial })
  for (let call = 0; call < calls; call++) the.admit(0)
  the.settled(0, result, latencyNs)
  expect(the.limit(0)).toBe(wanted)
})
