import { expect, it } from "vitest"
import { LatencyMetric } from "../../../../index.ts"
import { type Around, countOf, documentOf, mistakesIn, runOf, S } from "../support.ts"

/** A client that writes, or reads, keys twenty times a second. */
function keys(around: Omit<Around, "registry">, operation: string, more: object = {}) {
  const registry = { liveness: { kind: "lease", ttl: "10s" } }
  const load = {
    users: { open: "constant 0.1/s", to: "shop" },
    writer: { open: "constant 20/s", to: `registry.${operation}`, keys: "uniform n=5" },
  }
  const whole = { servers: 3, seconds: 30, ...around, registry, load, more: { writer: { kind: "client" } } }
  return runOf(whole, { ...documentOf(whole), ...more })
}

const slowest = (run: ReturnType<typeof runOf>) => {
  const metric = run.metric("writer.latency")
  return metric instanceof LatencyMetric ? metric.wholeRun.max / S : Number.NaN
}

/** How the writer's requests ended, from the measures of the way. */
const outcomes = (run: ReturnType<typeof runOf>) => run.estate.ports.edges.get("writer -> registry")

const retrying = {
  policies: {
    "shop -> pay": { discovery: "registry" },
    "writer -> registry": { retry: { attemptsMax: 3, on: ["refused", "lost"], backoff: "none" } },
  },
}

it("without its leader writes nothing for an election, and without another server goes on", () => {
  const waits = [0, 1, 2].map((server) => {
    const run = keys({ faults: [{ at: "15s", do: "crash", target: `registry[${server}]` }] }, "put", {
      ...retrying,
      run: { duration: "30s", warmup: "10s" },
    })
    run.advance()
    return slowest(run)
  })
  const sorted = waits.sort((one, other) => one - other)
  expect(sorted[0]).toBeLessThan(0.1)
  expect(sorted[1]).toBeLessThan(0.1)
  // An election time-out of 1 to 2 s; the vote itself takes no time here.
  expect(sorted[2]).toBeGreaterThan(0.9)
  expect(sorted[2]).toBeLessThan(2.1)
})

it.each([
  ["put", 0],
  ["get", 0],
  ["get-stale", 1],
])("without a majority %s is not answered, unless it may be stale", (operation, share) => {
  const faults = [1, 2].map((server) => ({ at: "10s", do: "crash", target: `registry[${server}]` }))
  const balance = { kind: "random" }
  const policies = { "shop -> pay": { discovery: "registry" }, "writer -> registry": { balance, timeout: "8s" } }
  const run = keys({ faults }, operation, { policies, run: { duration: "30s", warmup: "20s" } })
  run.advance()
  const edge = outcomes(run)
  const ok = edge?.outcomes[0] ?? 0
  const calls = edge?.calls ?? 0
  // Two of three servers refuse.
  expect(ok / calls).toBeGreaterThan(share / 3 - 0.05)
  expect(ok / calls).toBeLessThan(share / 3 + 0.05)
})

it.each([
  // 600 reads at followers, to whom a commit comes 50 ms later, in which 2.5 of the 5 keys are written.
  { operation: "get-stale", from: 50, to: 1000 },
  { operation: "get", from: 0, to: 0 },
])("$operation answers with old values as it may, where servers are far apart and fail", ({ operation, from, to }) => {
  const links = { "registry -> registry": { latency: "50ms" } }
  const faults = [0, 1, 2].map((at) => ({ at: `${4 + 5 * at}s`, for: "3s", do: "crash", target: `registry[${at}]` }))
  const mix = { put: { share: "50%", operation: "put" }, get: { share: "50%", operation } }
  const load = {
    users: { open: "constant 0.1/s", to: "shop" },
    writer: { open: "constant 100/s", to: "registry", mix, keys: "uniform n=5" },
  }
  const run = keys({ seconds: 20, faults }, "put", { links, load })
  run.advance()
  expect(countOf(run, "staleGets")).toBeGreaterThanOrEqual(from)
  expect(countOf(run, "staleGets")).toBeLessThanOrEqual(to)
})

it("wants five heartbeats in an election time-out", () => {
  const [mistake] = mistakesIn({ replication: { kind: "raft", heartbeat: "300ms" } })
  expect(mistake).toContain("E-parameter-conflict")
})

it("keeps its log short, however much is written", () => {
  const load = {
    users: { open: "constant 0.1/s", to: "shop" },
    writer: { open: "constant 5000/s", to: "registry.put", keys: "uniform n=5" },
  }
  const run = keys({ servers: 1, seconds: 4 }, "put", { load })
  run.advance()
  expect(countOf(run, "elections")).toBe(1)
  expect(logLengthIn(run)).toBeGreaterThan(1000)
  expect(logLengthIn(run)).toBeLessThanOrEqual(4096)
})

/** Entries in the log of the only server. */
function logLengthIn(run: ReturnType<typeof runOf>): number {
  const server = run.estate.instances.find(({ component }) => component === "registry")
  const saved = Object(run.estate.sim.actors[server?.self ?? -1]?.snapshot())
  return saved.replication.node.log.entries.length
}
