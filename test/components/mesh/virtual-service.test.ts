import { describe, expect, it } from "vitest"
import { expectForks, outcomesOf, problemsOf, reportOf, runOf } from "./support.ts"

const estate = (service: string, { members = "", to = "web.buy" } = {}) => `
run: { duration: 20s }
components:
  shop: { kind: client }
  web: { kind: service, replicas: 2, operations: { buy: [{ call: pay.charge }] } }
  pay: { kind: virtual-service, versions: [old, new], ${service} }
  old: { kind: service, operations: { charge: [{ work: 1ms }] } }
  new: { kind: service, operations: { charge: [{ work: 1ms }, { fail: 50% }] } }
  ${members === "" ? "" : `mesh: { kind: mesh, members: ${members}, push: { quiet: 1ns, work: 0ms } }`}
load:
  shop: { open: poisson 200/s, to: ${to} }
`

const calls = (yaml: string, link: string) => runOf(yaml).estate.ports.edges.get(link)?.calls ?? 0

describe("virtual service", () => {
  // 4,000 requests; a tenth has a standard deviation of 19.
  it.each([
    ["a member's sidecar", "[web]", "web.buy", "web-sidecar -> new"],
    ["a member's sidecar to another's", "[web, new]", "web.buy", "web-sidecar -> new-sidecar"],
    ["itself, for callers without one", "", "web.buy", "pay -> new"],
    ["itself, for clients", "", "pay.charge", "pay -> new"],
  ])("shares are spread by %s", (_, members, to, link) => {
    const made = calls(estate("rollout: { kind: split, shares: [90%, 10%] }", { members, to }), link)
    expect(made).toBeGreaterThan(400 - 80)
    expect(made).toBeLessThan(400 + 80)
  })

  it("spreads the same requests the same way, whatever else is in the estate", () => {
    const alone = estate("rollout: { kind: split, shares: [90%, 10%] }", { members: "[web]" })
    const more = alone.replace("  old:", "  idle: { kind: service, operations: { rest: [{ work: 1ms }] } }\n  old:")
    expect(calls(more, "web-sidecar -> new")).toBe(calls(alone, "web-sidecar -> new"))
  })

  it("spreads the same load in a way of its own with each rollout", () => {
    const rollouts = ["split, shares: [50%, 50%]", "canary, steps: [{ at: 10s, share: 50% }]", "blue-green, at: 10s"]
    const made = rollouts.map((kind) => {
      const { old, new: other } = reportOf(estate(`rollout: { kind: ${kind} }`, { members: "[web]" })).components
      return `${old?.requests} ${other?.requests}`
    })
    expect(new Set(made).size).toBe(rollouts.length)
  })

  it.each(["[web]", ""])("changes its shares when they change (members %s)", (members) => {
    const link = members === "" ? "pay -> new" : "web-sidecar -> new"
    const made = calls(estate("rollout: { kind: blue-green, at: 5s, back: 15s }", { members }), link)
    // Ten of twenty seconds: 2,000 by Poisson.
    expect(made).toBeGreaterThan(2000 - 190)
    expect(made).toBeLessThan(2000 + 190)
  })

  it.each(["[web]", ""])("copies requests, whose failures nobody sees (members %s)", (members) => {
    const from = members === "" ? "pay" : "web-sidecar"
    const report = reportOf(
      estate("rollout: { kind: split, shares: [100%, 0%] }, mirror: { to: new, share: 25% }", { members }),
    )
    const copies = report.links[`${from} -> new`]?.calls ?? 0
    expect(copies).toBeGreaterThan(1000 - 130)
    expect(copies).toBeLessThan(1000 + 130)
    expect(outcomesOf(report, `${from} -> new`).error).toBeGreaterThan(400)
    expect(report.load.shop?.outcomes.error).toBeUndefined()
  })

  it.each([
    ["rollout: { kind: split, shares: [90%] }", "E-parameter-conflict", "there are 2 versions and 1 shares"],
    ["rollout: { kind: canary, steps: [] }", "E-value-invalid", "at least 1"],
    ["rollout: { kind: rolling }", "E-unknown-kind", "rolling"],
    ["rollout: { kind: split, shares: [90%, 10%] }, mirror: { to: nwe }", "E-unknown-node", "nwe"],
  ])("%s is refused: %s", (service, code, text) => {
    const problems = problemsOf(estate(service))
    expect(problems.map((problem) => problem.code)).toContain(code)
    expect(problems.map(({ message }) => message).join()).toContain(text)
  })

  it("wants every version to know what it is asked for", () => {
    const yaml = estate("rollout: { kind: split, shares: [90%, 10%] }").replace(
      "  new: { kind: service, operations: { charge",
      "  new: { kind: service, operations: { chrage",
    )
    expect(problemsOf(yaml).map(({ code, message }) => `${code} ${message}`)).toEqual([
      'E-unknown-node "new" has no operation "charge"; it has chrage',
    ])
  })

  it("goes on from a snapshot", () => {
    expectForks(estate("rollout: { kind: blue-green, at: 10s }, mirror: { to: new }", { members: "[web]" }), 9_999)
  })
})
