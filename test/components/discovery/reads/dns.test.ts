import { expect, it } from "vitest"
import { countOf, ended, runOf, S, stalenessOf, wrongIn } from "../support.ts"

const leave = { at: "100s", do: "deregister", target: "pay[0]" }
const dns = (more: object) => ({ replication: "peers", reads: { kind: "dns", ...more } })

it("leaves 1 - t/60 of the callers with an answer of 60 s that was wrong t later", () => {
  const callers = 400
  const run = runOf({ registry: dns({ ttl: "60s", cache: "0s" }), hosts: 2, callers, faults: [leave], seconds: 200 })
  for (const seconds of [15, 30, 45]) {
    run.advance((100 + seconds) * S)
    const share = 1 - seconds / 60
    const error = Math.sqrt((share * (1 - share)) / callers)
    expect(Math.abs(wrongIn(run) / callers - share)).toBeLessThan(4 * error)
  }
})

it("is never older than its life, even from a cache", () => {
  const registry = dns({ ttl: "30s", cache: "30s" })
  const run = ended({ registry, hosts: 2, callers: 100, faults: [leave], seconds: 200 })
  expect(stalenessOf(run).max).toBeLessThanOrEqual(30)
  // All of them learn when the one cached answer runs out.
  expect(stalenessOf(run).max - stalenessOf(run).min).toBeLessThan(0.001)
})

it.each([
  // A and AAAA of each name that is tried.
  { name: "short", ndots: 5, questions: 2 },
  { name: "qualified", ndots: 5, questions: 8 },
  { name: "qualified", ndots: 2, questions: 2 },
  { name: "absolute", ndots: 5, questions: 2 },
])("$questions questions for a $name name with ndots:$ndots", ({ name, ndots, questions }) => {
  const run = ended({ registry: { ...dns({ name, ndots, ttl: "10s" }), start: "empty" }, seconds: 99 })
  expect(countOf(run, "lists")).toBe(10 * questions)
})

it.each([
  { onFailure: "forget", isLost: true },
  { onFailure: "keep", isLost: false },
])("without a server, callers $onFailure", ({ onFailure, isLost }) => {
  const faults = [{ at: "50s", for: "50s", do: "crash", target: "registry" }]
  const registry = { ...dns({ onFailure, ttl: "5s" }), liveness: "check" }
  const run = runOf({ registry, servers: 2, callers: 3, faults, seconds: 300 })
  run.advance(90 * S)
  expect(wrongIn(run)).toBe(isLost ? 3 : 0)
  // The servers have forgotten everybody, until all is reported anew.
  run.advance(300 * S)
  expect(wrongIn(run)).toBe(0)
})
