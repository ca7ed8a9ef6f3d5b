import { expect, it } from "vitest"
import { countOf, runOf, S, wrongIn } from "../support.ts"

const peers = {
  replication: { kind: "peers", batch: "500ms" },
  liveness: { kind: "evicted-lease", selfPreservation: false },
  reads: { kind: "poll", interval: "1s", cache: "0s" },
}
const leave = { at: "50s", do: "deregister", target: "pay[0]" }

it("tells others within a batch, so that for a while callers differ", () => {
  const run = runOf({ registry: peers, servers: 2, hosts: 2, callers: 40, faults: [leave] })
  run.advance(49.9 * S)
  expect(wrongIn(run)).toBe(0)
  run.advance(51 * S)
  // All callers of the server that was told have asked again; of those of the other, those of the last half second.
  const wrong = wrongIn(run)
  expect(wrong).toBeGreaterThan(2)
  expect(wrong).toBeLessThan(20)
  run.advance(52 * S)
  expect(wrongIn(run)).toBe(0)
})

it("cut off from each other, each evicts those whose renewals reach the other", () => {
  const cut = { at: "50s", do: "partition", target: "registry -> registry" }
  const run = runOf({ registry: peers, servers: 2, hosts: 40, callers: 1, faults: [cut] })
  run.advance(390 * S)
  // 15 % of what is left, in four passes or so: far from all, but each server has dropped some.
  expect(countOf(run, "expirations")).toBeGreaterThan(10)
  expect(countOf(run, "unknownRenewals")).toBe(0)
  expect(wrongIn(run)).toBeGreaterThan(5)
})

it.each([
  { servers: 1, unknown: 4 },
  { servers: 2, unknown: 0 },
])("a server that comes back knows what its peers know ($servers servers)", ({ servers, unknown }) => {
  const faults = [{ at: "50s", for: "1s", do: "crash", target: "registry[0]" }]
  const run = runOf({ registry: peers, servers, hosts: 4, faults })
  run.advance(90 * S)
  expect(countOf(run, "unknownRenewals")).toBe(unknown)
  expect(wrongIn(run)).toBe(0)
})
