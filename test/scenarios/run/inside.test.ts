import { readdirSync, readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { INSIDE_ROWS_MAX } from "../../../components/kit/inside.ts"
import { LevelMetric } from "../../../engine/index.ts"
import { readScenario } from "../../../scenarios/read.ts"
import { insideOf } from "../../../scenarios/run/inside.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { planOf } from "./support.ts"

const LIBRARY = readdirSync("scenarios/library").filter((file) => file.endsWith(".yaml"))

function everything(run: Run) {
  return run.estate.instances.map(({ self }) => insideOf(run, self))
}

/** The part of a replica whose title begins so. */
function partOf(run: Run, name: string, title: string) {
  const replica = run.estate.instances.find((instance) => instance.name === name)
  const part = insideOf(run, replica?.self ?? -1).find((one) => one.title.startsWith(title))
  if (part === undefined) throw new Error(`${name} has no ${title}`)
  return part
}

describe("what is inside", () => {
  it.each(LIBRARY)("is told in whole rows, twice the same, and the run goes on as if nobody had asked: %s", (file) => {
    const { plan } = readScenario(readFileSync(`scenarios/library/${file}`, "utf8"))
    if (plan === undefined) throw new Error(`${file} is no scenario`)
    const [asked, unasked] = [new Run(plan), new Run(plan)]
    for (let step = 0; step < 3; step++) {
      asked.advance(Number.POSITIVE_INFINITY, 200)
      const told = everything(asked)
      expect(everything(asked)).toEqual(told)
      for (const { columns, rows, count } of told.flat()) {
        expect(rows.length).toBe(Math.min(count, INSIDE_ROWS_MAX))
        for (const row of rows) expect(row.length).toBe(columns.length)
      }
      unasked.advance(Number.POSITIVE_INFINITY, 200)
    }
    expect(asked.digest).toBe(unasked.digest)
  })
})

const load = { shop: { open: "poisson 400/s", to: "store", keys: "zipf n=100 s=1" } }

describe("the inside of a cache", () => {
  const cacheOf = (eviction: string) =>
    new Run(
      planOf({
        run: { duration: "2s" },
        components: {
          shop: { kind: "client" },
          store: {
            kind: "service",
            operations: { read: [{ call: "keep.get" }, { call: "keep.set" }] },
          },
          keep: { kind: "cache", entriesMax: 12, ttl: "300ms", eviction },
        },
        load,
      }),
    )

  it.each(["lru", "fifo", "lfu"])("lists entries in the order in which they go: %s", (eviction) => {
    const run = cacheOf(eviction)
    run.advance(1e9)
    for (let step = 0, gone = 0; gone < 20 && step < 5_000; step++) {
      const before = partOf(run, "keep", "Entries")
      const level = run.metric("keep.entries")
      expect([before.count, before.countMax]).toEqual([level instanceof LevelMetric ? level.level.value : -1, 12])
      run.advance(Number.POSITIVE_INFINITY, 1)
      const keys = new Set(partOf(run, "keep", "Entries").rows.map(([, key]) => key))
      const missing = before.rows.filter(([, key]) => !keys.has(key ?? -1))
      // One that has expired goes when it is asked for, wherever it stands.
      const evicted = missing.filter(([, , , expiresMs]) => Number(expiresMs) > 0)
      if (evicted.length === 0 || before.count < 12) continue
      gone++
      expect(evicted.map(([place]) => place)).toEqual([1])
    }
  })
})

describe("the inside of a port", () => {
  it("shows the breaker open and the calls in flight of each instance", () => {
    const run = new Run(
      planOf({
        run: { duration: "3s" },
        components: {
          shop: { kind: "client" },
          store: { kind: "service", concurrency: "unlimited", operations: { read: [{ call: "bank" }] } },
          bank: { kind: "service", replicas: 2, concurrency: 2, operations: { pay: [{ work: "exponential 8ms" }] } },
        },
        load,
        policies: { "store -> bank": { timeout: "400ms", breaker: { kind: "consecutive-failures", failures: 3 } } },
        faults: [{ at: "1s", for: "10s", do: "crash", target: "bank" }],
      }),
    )
    run.advance(0.9e9)
    const closed = partOf(run, "store", "Consecutive failures")
    expect(closed.rows[0]).toEqual(["state", "closed"])
    const inFlight = partOf(run, "store", "Instances of bank").rows.map(([, count]) => Number(count))
    const present = ["bank[0]", "bank[1]"].map((name) => {
      return partOf(run, name, "At work").count + partOf(run, name, "Waiting").count
    })
    expect(inFlight).toEqual(present)
    run.advance(1.2e9)
    const open = Object.fromEntries(partOf(run, "store", "Consecutive failures").rows)
    expect(open.state).toBe("open")
    expect(open["open for (ms)"]).toBeGreaterThan(500)
  })
})

describe("the inside of a gateway", () => {
  it("says what each key has left", () => {
    const run = new Run(
      planOf({
        run: { duration: "3s" },
        components: {
          shop: { kind: "client" },
          store: {
            kind: "gateway",
            routes: [{ prefix: "/", to: "bank" }],
            limits: [{ kind: "token-bucket", rate: "1/s", burst: 5, per: "key" }],
          },
          bank: { kind: "service", operations: { pay: [{ work: "1ms" }] } },
        },
        load,
      }),
    )
    run.advance(2e9)
    const { rows, count, title } = partOf(run, "store", "Token bucket")
    expect([title, rows.length]).toEqual(["Token bucket, each key", Math.min(count, 50)])
    expect(count).toBeGreaterThan(60)
    // The most popular key has used all it had; those that wait longest come first.
    const waits = rows.map(([, , waitMs]) => Number(waitMs))
    expect(waits).toEqual([...waits].sort((a, b) => b - a))
    expect(rows[0]?.[1]).toBe(0)
    for (const [, left] of rows) expect(Number(left)).toBeLessThanOrEqual(5)
  })
})

describe("the inside of a registry", () => {
  it("says who is registered and until when", () => {
    const run = new Run(
      planOf({
        run: { duration: "3s" },
        components: {
          shop: { kind: "client" },
          store: { kind: "service", operations: { read: [{ call: "bank" }] } },
          bank: { kind: "service", replicas: 2, register: "names", operations: { pay: [{ work: "1ms" }] } },
          names: { kind: "registry", profile: "eureka-2" },
        },
        load,
        policies: { "store -> bank": { discovery: "names" } },
      }),
    )
    run.advance(1e9)
    const { rows } = partOf(run, "names", "Registered")
    expect(rows.map(([name, service, state]) => [name, service, state])).toEqual([
      ["bank[0]", "bank", "passing"],
      ["bank[1]", "bank", "passing"],
    ])
    for (const [, , , endsMs] of rows) expect(Number(endsMs)).toBeGreaterThan(0)
  })
})
