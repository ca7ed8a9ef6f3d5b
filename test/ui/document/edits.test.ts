import { describe, expect, it } from "vitest"
import { readScenario } from "../../../scenarios/read.ts"
import { applyEdit, kinds, type ScenarioEdit } from "../../../ui/document/index.ts"
import { library, libraryText } from "./library.ts"
import { edited, linesChanged, refusalOf } from "./support.ts"

/** The lines that an edit changes in a scenario of the library. */
function changes(scenario: string, edit: ScenarioEdit): readonly string[] {
  const text = libraryText(scenario)
  return linesChanged(text, edited(text, edit))
}

describe("a component more", () => {
  it.each(kinds().map(({ kind }) => kind))("of kind %s goes into a scenario as it comes", (kind) => {
    expect(changes("checkout", { do: "add-component", kind })[0]).toContain(`+  ${kind}: { kind: ${kind}`)
  })

  it("gets a free name, and a client its load", () => {
    const twice: ScenarioEdit = {
      do: "all",
      edits: [
        { do: "add-component", kind: "client" },
        { do: "add-component", kind: "client" },
      ],
    }
    expect(changes("mm1", twice)).toEqual([
      "+  client: { kind: client }",
      "+  client-2: { kind: client }",
      "+  client: { open: poisson 10/s, to: server }",
      "+  client-2: { open: poisson 10/s, to: server }",
    ])
  })

  it("passes on to whom it is told, and has the values it is given", () => {
    const edit: ScenarioEdit = {
      do: "add-component",
      kind: "load-balancer",
      name: "lb",
      to: "pay",
      values: { strategy: "random" },
    }
    expect(changes("checkout", edit)).toEqual(["+  lb: { kind: load-balancer, to: pay, strategy: random }"])
  })

  it.each<readonly [edit: ScenarioEdit, reason: string]>([
    [{ do: "add-component", kind: "sidecar" }, "kind"],
    [{ do: "add-component", kind: "cache", name: "pay" }, "name"],
    [{ do: "add-component", kind: "cache", name: "my cache" }, "name"],
    [{ do: "add-component", kind: "gateway", to: "nobody" }, "not-there"],
    [{ do: "add-component", kind: "cache", values: { size: 3 } }, "error"],
  ])("%o is refused", (edit, reason) => {
    expect(refusalOf(libraryText("checkout"), edit).reason).toBe(reason)
  })
})

describe("another name", () => {
  it("stands in routes, calls, rules, faults and objectives", () => {
    expect(
      changes("checkout", { do: "rename-component", from: "ledger", to: "book" }).filter((line) =>
        line.startsWith("+"),
      ),
    ).toEqual([
      "+      charge: [{ work: lognormal p50=8ms p99=60ms }, { parallel: [{ call: book.insert }, { call: fraud.check }] }]",
      "+  book: { kind: database, pool: 40, operations: { insert: [{ work: exponential 4ms }] } }",
      `+links: { "pay -> book": { latency: 300us, loss: 0.01% } }`,
      `+policies: { "* -> book": { timeout: 250ms, retry: { attemptsMax: 3, backoff: exponential 50ms..1s, jitter: full } } }`,
      `+  [{ at: 3m, for: 90s, do: crash, target: "book" }, { at: 5m, for: 30s, do: partition, target: "pay -> book" }]`,
    ])
  })

  it("stands in members of meshes, and in the names of their sidecars", () => {
    expect(changes("mesh-sidecars", { do: "rename-component", from: "web", to: "front" })).toContain(
      "+  - utilisation of front-sidecar < 40%",
    )
  })

  it.each([
    ["scanners", "waf-false-positives"],
    ["flood", "syn-flood"],
    ["names", "stale-registry"],
    ["counters", "window-edge"],
  ])("of %s in %s leaves nothing behind", (from, scenario) => {
    const now = edited(libraryText(scenario), { do: "rename-component", from, to: "another" })
    expect(now).not.toMatch(new RegExp(`(?<![\\w-])${from}(?![\\w-])`))
  })

  it("and the old one again leave the text as it was", () => {
    for (const [, text] of library.slice(0, 5)) {
      const [name = ""] = Object.keys(readScenario(text).plan?.components ?? {})
      const there = edited(text, { do: "rename-component", from: name, to: `${name}-x` })
      const back = edited(there, { do: "rename-component", from: `${name}-x`, to: name })
      expect(back).toBe(text)
    }
  })

  it.each<readonly [scenario: string, from: string, to: string, reason: string]>([
    ["checkout", "ledger", "pay", "name"],
    ["checkout", "nobody", "x", "not-there"],
    ["checkout", "pay", "p.q", "name"],
    // "pay-*" would no longer be about it.
    ["mesh-canary", "pay-v1", "old", "name"],
  ])("in %s from %s to %s is refused", (scenario, from, to, reason) => {
    expect(refusalOf(libraryText(scenario), { do: "rename-component", from, to }).reason).toBe(reason)
  })
})

describe("a component less", () => {
  it("takes its rules, its faults and what is about them along", () => {
    const lines = changes("checkout", { do: "remove-component", component: "ledger" })
    expect(lines.filter((line) => line.startsWith("+"))).toEqual([
      "+      charge: [{ work: lognormal p50=8ms p99=60ms }, { parallel: [{ call: fraud.check }] }]",
      `+objectives: ["p99 latency of shop.pay < 300ms", "success of shop >= 99.9%"]`,
    ])
  })

  it("leaves an operation that only called it with nothing to do", () => {
    expect(changes("pool-size", { do: "remove-component", component: "orders" })).toContain(
      "+  shop: { kind: service, operations: { buy: [{ work: 0ms }] } }",
    )
  })

  it("takes others along that cannot be without it only when told", () => {
    const edit = { do: "remove-component", component: "service" } as const
    const { reason, message } = refusalOf(libraryText("chain"), edit)
    expect([reason, message]).toEqual(["callers", `"shop", "balancer" cannot be without "service" and would go, too`])
    const now = edited(libraryText("chain"), { ...edit, withCallers: true })
    expect(Object.keys(readScenario(now).plan?.components ?? {})).toEqual(["database"])
  })
})

describe("a call", () => {
  it.each<readonly [scenario: string, from: string, to: string, line: string]>([
    [
      "checkout",
      "fraud",
      "ledger",
      "+  fraud: { kind: service, concurrency: unlimited, operations: { check: [{ work: 2ms }, { call: ledger }] } }",
    ],
    [
      "routes",
      "reads",
      "orders",
      "+  reads: { kind: service, concurrency: 8, operations: { page: [{ work: exponential 10ms }, { call: orders }] } }",
    ],
  ])("in %s from %s to %s", (scenario, from, to, line) => {
    expect(changes(scenario, { do: "connect", from, to })[1]).toBe(line)
  })

  it("is a route, a member or a target where the kind says so", () => {
    const text = [
      "name: x",
      "run: { duration: 1s }",
      "components:",
      "  gw: { kind: gateway, routes: [{ prefix: /a, to: a }] }",
      "  lb: { kind: load-balancer, to: a }",
      "  mesh: { kind: mesh, members: [a] }",
      "  a: { kind: service, operations: { get: [{ work: 1ms }], put: [{ work: 1ms }] } }",
      "  b: { kind: service, operations: { get: [{ work: 1ms }], put: [{ work: 1ms }] } }",
      "",
    ].join("\n")
    const now = ["gw", "lb", "mesh"].reduce(
      (all, from) => edited(all, { do: "connect", from, to: "b" }, { mayBreak: true }),
      text,
    )
    expect(linesChanged(text, now).filter((line) => line.startsWith("+"))).toEqual([
      "+  gw: { kind: gateway, routes: [{ prefix: /a, to: a }, { prefix: /b, to: b.get }] }",
      "+  lb: { kind: load-balancer, to: b }",
      "+  mesh: { kind: mesh, members: [a, b] }",
    ])
  })

  it("goes into the operation that is named, before a step that ends the request", () => {
    const text = libraryText("checkout").replace(
      "quote: [{ work: 2ms }]",
      "quote: [{ work: 2ms }, { then: fraud.check }]",
    )
    expect(linesChanged(text, edited(text, { do: "connect", from: "pay", to: "ledger.insert", at: "quote" }))[1]).toBe(
      "+      quote: [{ work: 2ms }, { call: ledger.insert }, { then: fraud.check }]",
    )
  })

  it("goes away with the rules for it", () => {
    const lines = changes("checkout", { do: "disconnect", from: "pay", to: "ledger" })
    expect(lines).toContain('-links: { "pay -> ledger": { latency: 300us, loss: 0.01% } }')
    expect(lines).toContain(
      "+      charge: [{ work: lognormal p50=8ms p99=60ms }, { parallel: [{ call: fraud.check }] }]",
    )
  })

  it.each<readonly [edit: ScenarioEdit, reason: string]>([
    [{ do: "connect", from: "ledger", to: "pay" }, "error"], // a circle
    [{ do: "connect", from: "gw", to: "shop" }, "error"], // answers no calls
    [{ do: "connect", from: "pay", to: "ledger", at: "refund" }, "not-there"],
    [{ do: "disconnect", from: "fraud", to: "ledger" }, "not-there"],
    [{ do: "disconnect", from: "shop", to: "gw" }, "kind"], // would leave it without a target
  ])("%o is refused", (edit, reason) => {
    expect(refusalOf(libraryText("checkout"), edit).reason).toBe(reason)
  })
})

describe("rules and faults", () => {
  it("a rule that is new begins with what held before", () => {
    expect(
      changes("stale-registry", { do: "set-policy", from: "shop", to: "pay", field: ["timeout"], value: "2s" }),
    ).toEqual([`+  "shop -> pay": { discovery: names, timeout: 2s }`])
  })

  it("a field of a rule is set and taken away", () => {
    const text = libraryText("checkout")
    const link = { do: "set-link", from: "pay", to: "ledger" } as const
    const there = edited(text, { ...link, field: ["connections", "max"], value: 8 })
    expect(there).toContain(`"pay -> ledger": { latency: 300us, loss: 0.01%, connections: { max: 8 } }`)
    expect(edited(there, { ...link, field: ["connections"], value: null })).toBe(text)
  })

  it("a choice written as a word becomes the long form when it gets a parameter", () => {
    const to = (field: readonly string[], value: string | number) =>
      ({ do: "set-policy", from: "gate", to: "quotes", field, value }) as const
    const text = edited(libraryText("weights"), to(["balance"], "power-of-choices"))
    expect(edited(text, to(["balance", "choices"], 3))).toContain(
      `"gate -> quotes": { balance: { kind: power-of-choices, choices: 3 } }`,
    )
  })

  it("a fault is a line more", () => {
    const edit: ScenarioEdit = {
      do: "add-fault",
      verb: "slow",
      target: "search[0]",
      at: "5s",
      values: { amount: 3, for: "2s" },
    }
    expect(changes("health-checks", edit)).toEqual([
      `+  - { at: 5s, for: 2s, do: slow, target: "search[0]", amount: 3 }`,
    ])
    expect(changes("mm1", { ...edit, target: "server" })).toEqual([
      "+faults:",
      "+  - { at: 5s, for: 2s, do: slow, target: server, amount: 3 }",
    ])
  })

  it("several edits are looked over at their end, and come together or not at all", () => {
    const text = libraryText("mm1")
    const fault: ScenarioEdit = { do: "add-fault", verb: "crash", target: "second", at: "1s" }
    const add: ScenarioEdit = { do: "add-component", kind: "cache", name: "second" }
    expect(refusalOf(text, fault).reason).toBe("error")
    expect(linesChanged(text, edited(text, { do: "all", edits: [fault, add] }))).toHaveLength(3)
    expect(refusalOf(text, { do: "all", edits: [add, { ...fault, verb: "explode" }] }).reason).toBe("not-there")
  })
})

it("an edit that mends one mistake is not refused for the next that comes to light", () => {
  const text = libraryText("checkout")
    .replace("replicas: 3", "replicas: none")
    .replace("to: pay.quote", "to: pya.quote")
  const result = applyEdit(text, { do: "set", path: ["components", "pay", "replicas"], value: 2 })
  expect("text" in result).toBe(true)
  expect(refusalOf(text, { do: "set", path: ["components", "gw", "replicas"], value: "some" }).reason).toBe("error")
})

it("an edit is data: it comes through JSON as it was", () => {
  const edit: ScenarioEdit = { do: "set-link", from: "pay", to: "ledger", field: ["loss"], value: "2%" }
  const copy: ScenarioEdit = JSON.parse(JSON.stringify(edit))
  expect(edited(libraryText("checkout"), copy)).toBe(edited(libraryText("checkout"), edit))
})
