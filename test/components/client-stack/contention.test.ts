import { beforeAll, describe, expect, it } from "vitest"
import { backoffNs, type Jitter } from "../../../components/client-stack/backoff.ts"
import { createStream, NS_PER_MS, type Stream, standardNormal } from "../../../engine/index.ts"
import { NAME } from "./support/families.ts"

const CLIENTS = 100
const RUNS = 12

interface Client {
  atNs: number
  /** What it read, or -1 while it is on its way to read. */
  version: number
  retry: number
  previousNs: number
}

/**
 * A14: clients that each read a version and write it back; a write is refused if another came in between, and its client
 * waits and reads again. Each way takes |N(10, 2)| ms. Source: the simulator of the AWS Architecture Blog, 2015.
 */
function contend(jitter: Jitter | "no back-off", luck: Stream): { readonly calls: number; readonly endMs: number } {
  const way = () => {
    luck.step()
    return Math.abs(10 + 2 * standardNormal(luck.a, luck.b)) * NS_PER_MS
  }
  let pending: Client[] = Array.from({ length: CLIENTS }, () => ({ atNs: way(), version: -1, retry: 0, previousNs: 0 }))
  let [version, calls, endNs] = [0, 0, 0]
  while (pending.length > 0) {
    const client = pending.reduce((first, one) => (one.atNs < first.atNs ? one : first))
    if (client.version < 0) {
      client.version = version
      client.atNs += way() + way()
      continue
    }
    calls++
    endNs = client.atNs
    if (client.version === version) {
      version++
      pending = pending.filter((one) => one !== client)
      continue
    }
    client.version = -1
    client.retry++
    luck.step()
    client.previousNs = jitter === "no back-off" ? 0 : waitNs(jitter, client, luck)
    client.atNs += client.previousNs + way() + way()
  }
  return { calls, endMs: endNs / NS_PER_MS }
}

function waitNs(jitter: Jitter, { retry, previousNs }: Client, luck: Stream): number {
  const plan = { baseNs: 5 * NS_PER_MS, capNs: 2000 * NS_PER_MS, factor: 2, jitter }
  return backoffNs(plan, retry, previousNs, luck)
}

describe("a hundred clients that write one thing, base 5 ms, cap 2 s", () => {
  const found = new Map<string, { calls: number; endMs: number }>()

  beforeAll(() => {
    for (const jitter of ["no back-off", "none", "full", "equal", "decorrelated"] as const) {
      const luck = createStream(NAME.seed, "contention", jitter)
      const sum = { calls: 0, endMs: 0 }
      for (let run = 0; run < RUNS; run++) {
        const { calls, endMs } = contend(jitter, luck)
        sum.calls += calls / RUNS
        sum.endMs += endMs / RUNS
      }
      found.set(jitter, sum)
    }
  })

  const of = (jitter: string) => found.get(jitter) ?? { calls: NaN, endMs: NaN }

  it("with full jitter make at most 0.40 of the calls they make without back-off", () => {
    expect(of("full").calls).toBeLessThanOrEqual(0.4 * of("no back-off").calls)
  })

  it("with full and equal jitter make as many, within a tenth", () => {
    expect(Math.abs(of("full").calls / of("equal").calls - 1)).toBeLessThan(0.1)
  })

  it("without jitter take more than five times as long as with any", () => {
    for (const jitter of ["full", "equal", "decorrelated"])
      expect(of("none").endMs, jitter).toBeGreaterThan(5 * of(jitter).endMs)
  })
})
