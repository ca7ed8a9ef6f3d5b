import { describe, expect, it } from "vitest"
import { countOf, crash, delays, ended, mean, runOf, S, stalenessOf, wrongIn } from "../support.ts"

const consul = (more: object = {}) => ({
  liveness: { kind: "check", preset: "consul", timeout: "5s", ...more },
})

it("finds a refused port within an interval, and a hang a time-out later", () => {
  const around = { registry: consul(), seconds: 60 }
  const refused = delays({ ...around, faults: [crash(30)] }, 20)
  expect(Math.min(...refused)).toBeGreaterThanOrEqual(0)
  expect(Math.max(...refused)).toBeLessThanOrEqual(10)
  // Uniform: a standard error of 0.65 s.
  expect(Math.abs(mean(refused) - 5)).toBeLessThan(3.5 * 0.65)
  const hanging = delays({ ...around, faults: [{ ...crash(30), do: "pause" }] }, 5)
  for (const [seed, seconds] of hanging.entries()) expect(seconds - (refused[seed] ?? 0)).toBeCloseTo(5, 6)
})

it("Kubernetes' takes three failures", () => {
  const registry = { liveness: { kind: "check", preset: "kubernetes" } }
  const found = delays({ registry, faults: [crash(30)], seconds: 70 }, 20)
  expect(Math.min(...found)).toBeGreaterThanOrEqual(20)
  expect(Math.max(...found)).toBeLessThanOrEqual(30)
})

it("is critical at first: a replica is called after its first check, within an interval", () => {
  const run = ended({ registry: { ...consul(), start: "empty" }, hosts: 20, seconds: 60 })
  const { count, max } = stalenessOf(run)
  expect(count).toBe(20)
  expect(max).toBeLessThanOrEqual(10)
  expect(max).toBeGreaterThan(8)
})

it("of Consul's agents, each registers once though there is no leader at first", () => {
  for (const seed of ["1", "4", "5"]) {
    const run = ended({ registry: { profile: "consul-1", start: "empty" }, servers: 3, hosts: 20, seconds: 150, seed })
    expect(countOf(run, "registrations")).toBe(20)
    // An election of at most 10 s and the first check of an interval, with their ways.
    expect(stalenessOf(run).max).toBeLessThan(21)
  }
})

it.each([
  { sync: "60s", wrong: 0 },
  { sync: "never", wrong: 2 },
])("brings back what a server forgot by reporting all of it, sync $sync", ({ sync, wrong }) => {
  const registry = { replication: "peers", ...consul({ sync }), reads: { kind: "poll", interval: "1s", cache: "0s" } }
  const faults = [{ at: "50s", for: "1s", do: "crash", target: "registry" }]
  const run = runOf({ registry, hosts: 2, faults })
  run.advance(55 * S)
  expect(wrongIn(run)).toBe(2)
  run.advance(180 * S)
  expect(wrongIn(run)).toBe(wrong)
})

it("reports changes and no more where it does not synchronise", () => {
  const registry = { liveness: { kind: "check", sync: "never" } }
  const run = ended({ registry, hosts: 3, faults: [crash(30, { for: "30s" })], seconds: 200 })
  expect(countOf(run, "reports")).toBe(2)
})

describe("a machine that dies with its agent", () => {
  const dies = (gossip: string, more: object = {}) => ({
    registry: { replication: { kind: "raft", preset: "etcd" }, ...consul({ crash: "machine", gossip }) },
    servers: 3,
    hosts: 17,
    seconds: 90,
    faults: [crash(30, more)],
  })

  it("stays on the list where nobody watches it", () => {
    expect(delays(dies("off"), 2)).toEqual([Infinity, Infinity])
  })

  it("is found by gossip after a probe and a suspicion", () => {
    const found = delays(dies("lan"), 6)
    // 20 members suspect for 4 log10(20) s = 5.2 s at the least, and somebody probes it within a second or two. The
    // most, without any confirmation, would be six times as long.
    expect(Math.min(...found)).toBeGreaterThan(5.2)
    expect(mean(found)).toBeLessThan(12)
    // 6 log10(20) probe intervals of 5 s.
    const [wide = 0] = delays(dies("wan"), 1)
    expect(wide).toBeGreaterThan(39)
  })

  it("is entered anew when it is back, and called after its first check", () => {
    const run = runOf(dies("lan", { for: "20s" }))
    run.advance(49 * S)
    expect([wrongIn(run), countOf(run, "registrations")]).toEqual([0, 0])
    run.advance(75 * S)
    expect([wrongIn(run), countOf(run, "registrations")]).toEqual([0, 1])
  })

  it("and a replica whose agent nobody hears is held for dead, until it is heard again", () => {
    const faults = [{ at: "30s", for: "30s", do: "partition", target: "pay -> *" }]
    const run = runOf({ ...dies("lan"), hosts: 3, faults, seconds: 150 })
    run.advance(59 * S)
    expect(wrongIn(run)).toBe(3)
    run.advance(150 * S)
    expect(wrongIn(run)).toBe(0)
  })
})
