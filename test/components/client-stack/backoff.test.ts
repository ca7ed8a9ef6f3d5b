import { describe, expect, it } from "vitest"
import * as z from "zod"
import { backoff, backoffNs, type Jitter } from "../../../components/client-stack/backoff.ts"
import { policySchema } from "../../../components/client-stack/policy.ts"
import { createStream } from "../../../engine/index.ts"
import { NAME } from "./support/families.ts"
import { ms } from "./support/make.ts"

const schema = z.strictObject({ backoff: backoff() })
const luck = createStream(NAME.seed, "test", "backoff")

/** The first waits in ms, each after the one before it. */
function waits(text: string, jitter: Jitter, count: number): readonly number[] {
  const plan = { ...schema.parse({ backoff: text }).backoff, jitter }
  const found: number[] = []
  for (let retry = 1; retry <= count; retry++) {
    luck.step()
    found.push(backoffNs(plan, retry, ms(found.at(-1) ?? 0), luck) / ms(1))
  }
  return found
}

// [notation, its first waits in ms without jitter]
it.each([
  ["none", [0, 0, 0]],
  ["fixed 100ms", [100, 100, 100]],
  ["exponential 50ms..300ms", [50, 100, 200, 300, 300]],
  ["exponential 100ms..1s factor=1.5", [100, 150, 225, 337.5]],
  ["linear 100ms..350ms", [100, 200, 300, 350, 350]],
  ["linear 100ms..1s step=20ms", [100, 120, 140]],
  ["exponential 25ms..250ms", [25, 50, 100, 200, 250]], // Envoy's back-off before its full jitter
  ["exponential 10s..300s", [10_000, 20_000, 40_000, 80_000, 160_000, 300_000, 300_000]], // R08, Kubernetes
])("%s", (text, wanted) => {
  expect(waits(text, "none", wanted.length)).toEqual(wanted)
})

it("twofold: Traefik's factor is 2^(1/(attempts - 1)), so that the last wait of 4 tries is 1.587 times the first", () => {
  const found = waits("twofold 100ms tries=4", "none", 4)
  for (const [at, wanted] of [100, 125.992105, 158.740105, 200].entries()) expect(found[at]).toBeCloseTo(wanted, 5)
})

describe("jitter of a wait of 100 ms", () => {
  it.each([
    ["full", "fixed 100ms", 0, 100],
    ["equal", "fixed 100ms", 50, 100],
    ["decorrelated", "exponential 100ms..10s", 100, 300],
    ["proportional", "fixed 100ms", 80, 120], // gRPC
    ["proportional", "fixed 100ms spread=50%", 50, 150], // resilience4j, Traefik
  ] as const)("%s, %s: even from %f to %f ms", (jitter, text, least, most) => {
    const found = Array.from({ length: 4000 }, () => waits(text, jitter, 1)[0] ?? 0)
    const mean = found.reduce((sum, wait) => sum + wait, 0) / found.length
    const width = most - least
    expect(Math.min(...found)).toBeGreaterThanOrEqual(least)
    expect(Math.max(...found)).toBeLessThanOrEqual(most)
    expect(Math.max(...found) - Math.min(...found)).toBeGreaterThan(0.99 * width)
    // Four deviations of the mean of 4000 even draws: 4 * 0.289 / sqrt(4000) = 0.018 of the width.
    expect(Math.abs(mean - (least + most) / 2)).toBeLessThan(0.019 * width)
  })

  it("proportional jitter comes after the cap, as in gRPC", () => {
    const found = Array.from({ length: 1000 }, () => waits("exponential 100ms..150ms", "proportional", 5)[4] ?? 0)
    expect(Math.max(...found)).toBeGreaterThan(170)
    expect(Math.min(...found)).toBeLessThan(130)
  })
})

it("a spread without proportional jitter is a mistake, since it would do nothing", () => {
  const retry = { backoff: "fixed 1ms spread=50%" }
  expect(policySchema.safeParse({ retry: { ...retry, jitter: "proportional" } }).success).toBe(true)
  const { error } = policySchema.safeParse({ retry: { ...retry, jitter: "full" } })
  expect(error?.issues.map(({ path, message }) => [path.join("."), message])).toEqual([
    ["retry.backoff", "a spread goes with jitter: proportional"],
  ])
})
