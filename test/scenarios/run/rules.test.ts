import { describe, expect, it } from "vitest"
import { CountMetric, LevelMetric, RunClock } from "../../../engine/index.ts"
import { RunMetrics } from "../../../scenarios/run/metrics.ts"
import { numberOperations } from "../../../scenarios/run/operations.ts"
import { fits, RuleIndex, rankOf, ruleFor } from "../../../scenarios/run/rules.ts"
import { edgeOf, planOf, runOf } from "./support.ts"

const rule = (text: string) => {
  const [from = "", to = ""] = text.split(" -> ")
  return { from, to }
}

describe("rules", () => {
  it.each([
    // More exact wins, whatever the order of the document.
    ["pay", "ledger", ["* -> *", "* -> ledger", "pay -> ledger"], "pay -> ledger"],
    ["pay", "ledger", ["pay -> ledger", "* -> *"], "pay -> ledger"],
    ["pay", "ledger", ["pa* -> ledger", "* -> ledger"], "pa* -> ledger"],
    ["pay", "ledger", ["p* -> ledger", "pa* -> ledger"], "pa* -> ledger"],
    ["pay", "ledger", ["* -> ledger", "pay -> ledg*"], "pay -> ledg*"],
    ["pay", "cache", ["* -> ledger", "pay -> ledger"], undefined],
    ["shop", "ledger", ["pay -> ledger", "* -> *"], "* -> *"],
    ["pay", "ledger", [], undefined],
  ])("for %s -> %s among %j: %s", (from, to, texts, found) => {
    const best = ruleFor(texts.map(rule), from, to)
    expect(best === undefined ? undefined : `${best.from} -> ${best.to}`).toBe(found)
    expect(new RuleIndex(texts.map(rule)).for(from, to)).toEqual(best)
  })

  it("ranks exact names above any prefix", () => {
    expect(rankOf(rule("a -> *"))).toBeGreaterThan(rankOf(rule("abcdefghijklmnopqrstuvwxyz* -> abc*")))
    expect(fits(rule("pay-* -> b"), "pay-eu", "b")).toBe(true)
    expect(fits(rule("pay-* -> b"), "pay", "b")).toBe(false)
  })
})

describe("measures", () => {
  it("are made on first use and shared by name", () => {
    const metrics = new RunMetrics(new RunClock())
    const bag = metrics.bag("a")
    expect(bag.counter("n")).toBe(metrics.bag("a").counter("n"))
    expect(bag.counter("n")).not.toBe(metrics.bag("b").counter("n"))
    expect(bag.level("l")).toBeInstanceOf(LevelMetric)
    expect(metrics.get("a.n")).toBeInstanceOf(CountMetric)
    expect(metrics.get("a.x")).toBeUndefined()
    expect(metrics.names()).toEqual(["a.l", "a.n", "b.n"])
    expect(() => bag.level("n")).toThrow("another type")
  })
})

it("operations are numbered in alphabetical order, each once", () => {
  const table = numberOperations(["pay", "get", "pay", "buy"])
  expect([table.count, table.numberOf("buy"), table.numberOf("get"), table.nameOf(2)]).toEqual([3, 0, 1, "pay"])
  expect(() => table.numberOf("sell")).toThrow("sell")
})

describe("an estate", () => {
  const document = {
    components: {
      shop: { kind: "client" },
      pay: { kind: "service", replicas: 2, operations: { go: [{ call: "ledger" }, { call: "fraud" }] } },
      ledger: { kind: "service", zone: "north", operations: { go: [{ work: "1ms" }] } },
      fraud: { kind: "service", zone: "south", operations: { go: [{ work: "1ms" }] } },
    },
    load: { shop: { open: "constant 100/s", to: "pay" } },
  }

  it("numbers replicas by sorted component names", () => {
    const { run } = runOf(document)
    expect(run.estate.instances.map(({ name, self }) => `${self} ${name}`)).toEqual([
      "0 fraud",
      "1 ledger",
      "2 pay[0]",
      "3 pay[1]",
      "4 shop",
    ])
    expect(run.estate.ports.links.map(({ instance, to }) => `${instance} -> ${to}`)).toEqual([
      "pay[0] -> ledger",
      "pay[0] -> fraud",
      "pay[1] -> ledger",
      "pay[1] -> fraud",
      "shop -> pay",
    ])
  })

  it.each([
    ["ledger", ["ledger"]],
    ["pay", ["pay[0]", "pay[1]"]],
    ["pay[1]", ["pay[1]"]],
    ["p*", ["pay[0]", "pay[1]"]],
    ["zone:south", ["fraud"]],
  ])("a fault on %s strikes %j", (target, names) => {
    const { run } = runOf({ ...document, faults: [{ do: "pause", target, at: "1s", for: "1s" }] })
    const struck = run.faultLog?.entries.map((entry) => run.estate.instances[entry.target]?.name)
    expect(struck).toEqual(names)
  })

  it.each([
    ["pay -> ledger", 2],
    ["* -> ledger", 2],
    ["pay -> *", 4],
    ["shop -> pay", 1],
  ])("a fault on %s strikes %d links", (target, count) => {
    const { run } = runOf({ ...document, faults: [{ do: "partition", target, at: "9s", for: "500ms" }] })
    expect(run.faultLog?.begun).toBe(count)
    expect(run.faultLog?.ended).toBe(count)
  })

  it("a condition on a queue begins a fault when it holds", () => {
    const { run } = runOf({
      ...document,
      components: {
        ...document.components,
        ledger: { kind: "service", concurrency: 1, operations: { go: [{ work: "1ms" }] } },
      },
      faults: [
        { do: "slow", target: "ledger", amount: 30, at: "2s", for: "1s" },
        {
          do: "crash",
          target: "fraud",
          when: { metric: "queue", of: "ledger", above: 20, checkEvery: "100ms" },
          for: "1s",
        },
      ],
    })
    const crash = run.faultLog?.entries.find(({ verb }) => verb === "crash")
    // 100/s come and 33/s go from 2 s on: 21 wait after about 0.32 s.
    expect(crash?.beganNs).toBe(2.4e9)
    expect(edgeOf(run, "pay -> fraud").outcomes.refused).toBeGreaterThan(0)
  })

  it("a policy goes by the most exact rule", () => {
    const { run } = runOf({
      ...document,
      policies: { "* -> *": { timeout: "1us" }, "* -> pay": { timeout: "1s" }, "pay -> ledger": { timeout: "1s" } },
    })
    expect(edgeOf(run, "pay -> fraud").outcomes).toEqual({ timeout: edgeOf(run, "pay -> fraud").calls })
    expect(Object.keys(edgeOf(run, "pay -> ledger").outcomes)).toEqual(["ok"])
  })

  it("has another hash for each change of meaning, and the same for another order", () => {
    const { components } = document
    const reversed = Object.fromEntries(Object.entries(components).reverse())
    expect(planOf({ ...document, components: reversed }).hash).toBe(planOf(document).hash)
    expect(
      planOf({ ...document, components: { ...components, fraud: { ...components.fraud, replicas: 2 } } }).hash,
    ).not.toBe(planOf(document).hash)
  })
})
