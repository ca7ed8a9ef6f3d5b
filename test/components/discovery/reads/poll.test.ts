import { expect, it } from "vitest"
import { ended, runOf, S, stalenessOf, wrongIn } from "../support.ts"

const leave = { at: "97s", do: "deregister", target: "pay[0]" }
const poll = (more: object = {}) => ({ replication: "peers", reads: { kind: "poll", ...more } })

it("is late by up to an interval and the age of the servers' copy", () => {
  const run = ended({ registry: poll(), hosts: 2, callers: 200, faults: [leave], seconds: 200 })
  const { count, min, max } = stalenessOf(run)
  expect(count).toBe(200)
  // Copies are renewed at 120 s, 23 s later; who asks before that asks again 30 s later.
  expect(min).toBeGreaterThanOrEqual(23)
  expect(max).toBeLessThanOrEqual(53)
  expect(max - min).toBeGreaterThan(28)
})

it("is late by up to an interval without a copy", () => {
  const run = ended({ registry: poll({ cache: "0s" }), hosts: 2, callers: 200, faults: [leave], seconds: 200 })
  const { min, max } = stalenessOf(run)
  expect(min).toBeLessThan(1)
  expect(max).toBeLessThanOrEqual(30)
  expect(max).toBeGreaterThan(29)
})

it("goes on with the list it has while no server answers, and does not learn", () => {
  const down = { at: "50s", for: "100s", do: "crash", target: "registry" }
  const run = runOf({ registry: poll(), servers: 2, hosts: 2, callers: 5, faults: [down, leave], seconds: 300 })
  run.advance(149 * S)
  expect(wrongIn(run)).toBe(5)
  expect(run.estate.ports.edges.get("shop -> pay")?.outcomes[0]).toBeGreaterThan(10)
  run.advance(300 * S)
  expect(wrongIn(run)).toBe(0)
})

it("finds another server at once where one is down", () => {
  const faults = [{ at: "50s", do: "crash", target: "registry[0]" }, leave]
  const run = ended({ registry: poll({ cache: "0s" }), servers: 2, hosts: 2, callers: 50, faults, seconds: 200 })
  expect(stalenessOf(run).count).toBe(50)
  expect(stalenessOf(run).max).toBeLessThanOrEqual(31)
})
