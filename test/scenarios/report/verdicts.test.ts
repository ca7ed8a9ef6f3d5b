import { expect, test } from "vitest"
import { readScenario } from "../../../scenarios/read.ts"
import { verdictOf } from "../../../scenarios/report/objectives/judge.ts"
import { sampleShare } from "../../../scenarios/report/recorder.ts"
import { reportOn } from "./support.ts"

const around = (low: number, high: number) => ({ value: (low + high) / 2, low, high, method: "test" })

test.each([
  ["<", around(1, 2), "pass"],
  ["<", around(4, 6), "inconclusive"],
  ["<", around(5, 5), "fail"],
  ["<=", around(5, 5), "pass"],
  ["<", around(6, 7), "fail"],
  [">", around(6, 7), "pass"],
  [">=", around(5, 7), "pass"],
  [">", around(5, 7), "inconclusive"],
  ["<", { value: null, reason: "not enough data" }, "inconclusive"],
] as const)("%s 5 of %o is %s", (comparison, estimate, verdict) => {
  expect(verdictOf({ comparison, limit: 5 }, estimate)).toBe(verdict)
})

/** A queue at 50 % whose only fault is a pause: how long until it is as before? */
const pausedFor = (seconds: number, limit: string) => `
name: recovery
run: { duration: 120s, warmup: 5s }
components:
  users: { kind: client }
  app: { kind: service, concurrency: 10, operations: { page: [{ work: exponential 20ms }] } }
load: { users: { open: poisson 250/s, to: app } }
faults: [{ at: 30s, for: ${seconds}s, do: pause, target: app }]
objectives: ["p95 latency of users < 150ms", "recovers within ${limit} of last fault"]
`

test("recovery is found by windows: the backlog of a pause is worked off at the spare rate", () => {
  // 5 s of 250/s are 1,250 requests; 500/s leave 250/s to spare, so the line is empty 5 s after the pause.
  const recovery = reportOn(pausedFor(5, "20s")).objectives[1]
  expect(recovery?.verdict).toBe("pass")
  expect(recovery?.estimate.value).toBeGreaterThan(3_500)
  expect(recovery?.estimate.value).toBeLessThan(7_000)
  expect(reportOn(pausedFor(5, "1s")).objectives[1]?.verdict).toBe("fail")
})

test("recovery that never comes fails, and one that cannot be known is inconclusive", () => {
  expect(reportOn(pausedFor(100, "10s")).objectives[1]?.verdict).toBe("inconclusive")
  expect(reportOn(pausedFor(80, "5s")).objectives[1]?.verdict).toBe("fail")
})

test("a breach is where it happens", () => {
  const [latency] = reportOn(pausedFor(5, "20s")).objectives
  expect(latency?.verdict).not.toBe("pass")
  const begin = latency?.firstBreachMs ?? 0
  expect(begin).toBeLessThanOrEqual(35_000)
  expect(begin + (latency?.breachWindowMs ?? 0)).toBeGreaterThan(30_000)
})

test("a long run is recorded in part, a short one whole", () => {
  const shareOf = (duration: string) => {
    const { plan } = readScenario(`
name: x
run: { duration: ${duration} }
components: { users: { kind: client, replicas: 2 }, app: { kind: service, operations: { page: [{ work: 1ms }] } } }
load: { users: { open: poisson 50/s, to: app } }
`)
    return plan === undefined ? -1 : sampleShare(plan)
  }
  expect(shareOf("100s")).toBe(1)
  expect(shareOf("1000s")).toBeCloseTo(0.5, 10)
})
