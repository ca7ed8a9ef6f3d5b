import { expect, it } from "vitest"
import { countOf, crash, ended, mean, runOf, S, stalenessOf } from "../support.ts"

const eureka = { profile: "eureka-2" }
/** Callers know as soon as servers do. */
const atOnce = { kind: "poll", interval: "1s", cache: "0s" }
const alone = (liveness: object, more: object = {}) => ({
  replication: "peers",
  liveness: { kind: "evicted-lease", ...liveness },
  reads: atOnce,
  ...more,
})
const crashes = (count: number, seconds: number) =>
  Array.from({ length: count }, (_, at) => ({ at: `${seconds}s`, do: "crash", target: `pay[${at}]` }))

it("Eureka's callers know of a crash 150 to 300 s later", () => {
  // The last renewal was up to 30 s before, and is good for 180 s; then come evictions every 60 s, copies and lists every 30 s.
  const seeds = 16
  const found = Array.from({ length: seeds }, (_, seed) => {
    const faults = [crash(60 + 13 * seed)]
    return stalenessOf(ended({ registry: eureka, hosts: 20, faults, seconds: 600, seed: `${seed}` })).max
  })
  expect(Math.min(...found)).toBeGreaterThanOrEqual(150)
  expect(Math.max(...found)).toBeLessThanOrEqual(300)
  // 165 + 30 + 15 + 15, with a standard deviation of 23 s.
  expect(Math.abs(mean(found) - 225)).toBeLessThan((4 * 23) / Math.sqrt(seeds))
})

it.each([
  // Never renewed: out at 90 s, found by the pass at 120 s.
  { crashedAt: 10, knownAt: 120 },
  // Renewed at 30 s: out at 210 s, found at 240 s.
  { crashedAt: 31, knownAt: 240 },
])("a lease of 90 s lasts 90 s, and 180 s from a renewal on (crash at $crashedAt s)", ({ crashedAt, knownAt }) => {
  const registry = alone({ selfPreservation: false }, { start: "empty" })
  const run = ended({ registry, faults: [crash(crashedAt)] })
  expect(stalenessOf(run).max).toBeCloseTo(knownAt - crashedAt, 0)
})

it.each([
  // More than 20 x 2 x 0.85 = 34 renewals a minute are wanted.
  { hosts: 20, crashed: 2, evicted: 2 },
  { hosts: 20, crashed: 3, evicted: 0 },
  // 4 are expected: more than 6 are wanted, and 3 clients make 6.
  { hosts: 3, crashed: 1, evicted: 0 },
])("doubts itself when $crashed of $hosts fall silent: evicts $evicted", ({ hosts, crashed, evicted }) => {
  const run = ended({ registry: alone({}), hosts, faults: crashes(crashed, 70) })
  expect(countOf(run, "expirations")).toBe(evicted)
})

it("without self-preservation evicts at most 15 % of its entries at a time", () => {
  // 10 - trunc(8.5) = 2, then 8 - trunc(6.8) = 2.
  const run = runOf({
    registry: alone({ selfPreservation: false }, { start: "empty" }),
    hosts: 10,
    faults: crashes(4, 40),
  })
  run.advance(299 * S)
  expect(countOf(run, "expirations")).toBe(2)
  run.advance(301 * S)
  expect(countOf(run, "expirations")).toBe(4)
})

it.each([
  // 8 are expected: 12 renewals are no more than trunc(8 x 2 x 0.85) = 13, until 7 are counted after 15 minutes.
  { start: "empty", from: 830, to: 892 },
  // 7 are expected: 12 renewals are more than 11.
  { start: "settled", from: 150, to: 242 },
])("expects one client too many for a quarter of an hour ($start)", ({ start, from, to }) => {
  const { max } = stalenessOf(ended({ registry: alone({}, { start }), hosts: 7, faults: [crash(70)], seconds: 1000 }))
  expect(max).toBeGreaterThanOrEqual(from)
  expect(max).toBeLessThan(to)
})

it("expects those who took leave no more", () => {
  // After three have left, 17 are expected: 32 renewals of 16 are more than trunc(17 x 2 x 0.85) = 28.
  const leave = [0, 1, 2].map((at) => ({ at: "20s", do: "deregister", target: `pay[${at}]` }))
  const faults = [...leave, { at: "90s", do: "crash", target: "pay[3]" }]
  const run = ended({ registry: alone({}), hosts: 20, faults })
  expect([countOf(run, "deregistrations"), countOf(run, "expirations")]).toEqual([3, 1])
})
