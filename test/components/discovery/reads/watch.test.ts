import { expect, it } from "vitest"
import { countOf, documentOf, ended, runOf, S, stalenessOf, wrongIn } from "../support.ts"

const leave = { at: "50s", do: "deregister", target: "pay[0]" }
const watch = (more: object) => ({ reads: { kind: "watch", ...more } })
const links = { "* -> registry": { latency: "10ms" } }

it.each([
  // 10 ms to the server and 10 ms back to the caller; a notice is followed by a question and its answer.
  { carries: "list", ms: 20 },
  { carries: "notice", ms: 40 },
])("tells of a change at once, with a $carries after $ms ms", ({ carries, ms }) => {
  const around = { registry: watch({ carries }), hosts: 2, callers: 5, faults: [leave], seconds: 60 }
  const run = runOf(around, { ...documentOf(around), links })
  run.advance()
  expect(stalenessOf(run)).toEqual({ count: 5, min: ms / 1000, max: ms / 1000 })
})

it("asks again when nothing changes, and only then", () => {
  const run = ended({ registry: watch({ wait: "10s" }), callers: 3, seconds: 99 })
  // At 0 s, where it is told who there is, and for changes from then on at 0, 10, …, 90 s.
  expect(countOf(run, "lists")).toBe(33)
  const spread = ended({ registry: watch({ wait: "10s", jitter: "50%" }), callers: 3, seconds: 99 })
  expect(countOf(spread, "lists")).toBeLessThan(30)
})

it("asks the leader where only that may answer", () => {
  const messages = (from: string) => {
    const around = { registry: watch({ from, wait: "1s" }), servers: 3, callers: 20, seconds: 30 }
    const run = ended(around)
    return run.estate.ports.edges.get("registry -> registry")?.calls ?? 0
  }
  // Callers ask any server, so two thirds of 20 x 30 questions are passed on.
  expect(messages("leader") - messages("any")).toBeGreaterThan(200)
})

it("is answered by another server when its own crashes, and learns what it has missed", () => {
  const faults = [{ at: "40s", do: "crash", target: "registry[0]" }, leave]
  const run = ended({ registry: watch({}), servers: 3, hosts: 2, callers: 12, faults, seconds: 60 })
  expect(stalenessOf(run).count).toBe(12)
  // At worst, another leader has to be elected first.
  expect(stalenessOf(run).max).toBeLessThan(5)
})

it("keeps its list without any server, and misses a change behind a partition until its question runs out", () => {
  const cut = { at: "45s", for: "10s", do: "partition", target: "shop -> registry" }
  const run = runOf({ registry: watch({ wait: "20s" }), hosts: 2, faults: [cut, leave], seconds: 100 })
  run.advance(49 * S)
  expect(wrongIn(run)).toBe(0)
  run.advance(56 * S)
  expect(wrongIn(run)).toBe(1)
  run.advance(100 * S)
  expect(wrongIn(run)).toBe(0)
  // Asked at 40 s, given up after 20 s and 5 s more, then asked anew after 1 s.
  expect(stalenessOf(run).max).toBeCloseTo(16, 6)
})
