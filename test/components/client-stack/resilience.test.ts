import { describe, expect, it } from "vitest"
import * as z from "zod"
import { resilienceFields } from "../../../components/client-stack/resilience.ts"
import {
  ACCEPTANCE_RESULTS,
  FAILED,
  HEALTH_RESULTS,
  IGNORED,
  LOAD_RESULTS,
  SUCCEEDED,
} from "../../../components/client-stack/results.ts"
import { OUTCOMES, type OutcomeName, outcomeNumber } from "../../../engine/index.ts"

const schema = z.strictObject(resilienceFields)

describe("the entries of a policy", () => {
  it("are all absent by default", () => {
    expect(schema.parse({})).toEqual({})
  })

  it.each([
    ["breaker", "sliding-window", { calls: 100, failureShare: 0.5, openFor: 60e9, halfOpenCalls: 10 }],
    ["breaker", { kind: "rolling-buckets", preset: "hystrix-1.5" }, { callsMin: 20, bucket: 500e6, sleep: 5e9 }],
    ["outliers", { kind: "outlier-detection", ejectedShareMax: "50%" }, { failures: 5, ejectedShareMax: 0.5 }],
    ["budget", "leaky-bucket", { share: 0.2, reserve: 10, ttl: 10e9 }],
    ["hedge", { kind: "fixed-delay", delay: "20ms" }, { delay: 20e6, triesMax: 2 }],
    ["bulkhead", "semaphore", { calls: 25, waitMax: 0 }],
    ["limit", "gradient", { limitMin: 3, limitMax: 1000, update: 100e6, measureCalls: 50 }],
    ["throttle", "accept-share", { multiplier: 2, window: 120e9 }],
  ] as const)("%s: %j", (key, input, params) => {
    const kind = typeof input === "string" ? input : input.kind
    expect(schema.parse({ [key]: input })).toMatchObject({ [key]: { strategy: kind, params } })
  })

  it.each([
    ["bulkhead", "vegas", 'there is no bulkhead "vegas"; there are semaphore, thread-pool'],
    ["limit", "semaphore", 'there is no adaptive limit "semaphore"; there are aimd, gradient, gradient2, vegas'],
    ["hedge", { kind: "fixed-delay", delay: 20 }, "found the number 20 without a unit"],
    ["budget", { kind: "token-throttle", tokens: 5 }, 'unknown parameter "tokens" of token-throttle'],
  ])("%s: %j is refused", (key, input, words) => {
    const { error } = schema.safeParse({ [key]: input })
    expect(JSON.stringify(error?.issues.map(({ message }) => message))).toContain(JSON.stringify(words).slice(1, -1))
  })
})

// [outcome, health, load, acceptance]
it.each([
  ["ok", SUCCEEDED, SUCCEEDED, SUCCEEDED],
  ["error", FAILED, IGNORED, SUCCEEDED],
  ["timeout", FAILED, FAILED, FAILED],
  ["rejected", FAILED, FAILED, FAILED],
  ["circuit-open", IGNORED, IGNORED, IGNORED],
  ["cancelled", IGNORED, IGNORED, IGNORED],
  ["in-flight", IGNORED, IGNORED, IGNORED],
] as const)("%s is %i to breakers, %i to limits, %i to throttles", (outcome: OutcomeName, ...wanted) => {
  const number = outcomeNumber(outcome)
  expect([HEALTH_RESULTS, LOAD_RESULTS, ACCEPTANCE_RESULTS].map((results) => results[number])).toEqual(wanted)
  expect(HEALTH_RESULTS).toHaveLength(OUTCOMES.length)
})
