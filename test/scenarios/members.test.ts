import { describe, expect, it } from "vitest"
import { readScenario } from "../../index.ts"

const estate = (mesh: string, { load = "poisson 100/s", cores = 1, links = "{}", policies = "{}", web = "" } = {}) => `
name: test
run: { duration: 10s }
components:
  shop: { kind: client }
  web: { kind: service, replicas: 2, zone: [a, b], ${web} operations: { buy: [{ call: pay.charge }, { call: ledger }] } }
  pay: { kind: virtual-service, versions: [pay-v1, pay-v2], rollout: { kind: split, shares: [75%, 25%] } }
  pay-v1: { kind: service, operations: { charge: [{ work: 1ms }] } }
  pay-v2: { kind: service, concurrency: 1, operations: { charge: [{ work: 1ms }] } }
  ledger: { kind: service, concurrency: 1, operations: { insert: [{ work: 1ms }] } }
  mesh: { kind: mesh, overhead: 1ms, cpu: { cores: ${cores} }, ${mesh} }
load:
  shop: { open: ${load}, to: web.buy }
links: ${links}
policies: ${policies}
`

function planOf(yaml: string) {
  const { plan, problems } = readScenario(yaml)
  if (plan === undefined) throw new Error(problems.map(({ message }) => message).join("\n"))
  return plan
}

const warningsOf = (yaml: string) => readScenario(yaml).problems.map(({ message, path }) => [path.join("."), message])

describe("members of a mesh", () => {
  it("get a component of sidecars each, as many and where they stand", () => {
    const { components } = planOf(estate('members: [web, "pay-*"]'))
    expect(Object.keys(components).filter((name) => name.endsWith("-sidecar"))).toEqual([
      "pay-v1-sidecar",
      "pay-v2-sidecar",
      "web-sidecar",
    ])
    expect(components.web?.proxy).toBe("web-sidecar")
    expect(components["web-sidecar"]).toMatchObject({ kind: "sidecar", replicas: 2, zones: ["a", "b"], beside: "web" })
    expect(components.ledger?.proxy).toBeUndefined()
  })

  it("have policies for each that they call, versions one by one, by the rule for the name they call", () => {
    const { policies } = planOf(
      estate('members: [web], policy: { timeout: 3s }, traffic: { "web -> pay": { timeout: 1s } }'),
    )
    expect(policies.map(({ from, to, policy }) => [from, to, policy.timeout])).toEqual([
      ["web-sidecar", "ledger", 3e9],
      ["web-sidecar", "pay-v1", 1e9],
      ["web-sidecar", "pay-v2", 1e9],
    ])
  })

  it("keep what the document says of the ways between them, with connections on top where both have sidecars", () => {
    const links = '{ "web -> pay": { latency: 2ms }, "web -> ledger": { loss: 1%, connections: { max: 3 } } }'
    const between = (members: string) => {
      const plan = planOf(estate(`members: ${members}, connections: { streams: 7 }`, { links }))
      return plan.links.filter(({ from }) => from === "web-sidecar")
    }
    const [ledger, first] = between('[web, ledger, "pay-*"]')
    expect(ledger?.link).toMatchObject({ loss: 0.01, connections: { max: 3, streams: 1, handshakeRoundTrips: 2 } })
    expect(first?.to).toBe("pay-v1")
    expect(first?.link).toMatchObject({ connections: { streams: 7, handshakeRoundTrips: 2, idleTimeoutNs: 3600e9 } })
    expect(first?.link.latency).toBeDefined()
    expect(between("[web]").map(({ to, link }) => [to, link.connections?.max])).toEqual([
      ["ledger", 3],
      ["pay-v1", undefined],
      ["pay-v2", undefined],
    ])
  })

  it("may be called by the names of what they are versions of, in rules and faults", () => {
    const links = '{ "web -> pay-v2": { latency: 1ms } }'
    expect(warningsOf(estate("members: [web]", { links }))).toEqual([])
    const faults = '\nfaults: [{ at: 1s, for: 1s, do: partition, target: "web -> pay-v2" }]'
    expect(warningsOf(estate("members: [web]") + faults)).toEqual([])
  })

  it("may call by a name for versions where nobody gets in without a certificate, as none else may", () => {
    const gate = "  gate: { kind: gateway, routes: [{ prefix: /, to: web.buy }] }\n  mesh:"
    const strict = (to: string) =>
      estate('mtls: strict, members: [gate, web, "pay-*"]', { load: "poisson 1/s" })
        .replace("  mesh:", gate)
        .replace("1/s, to: web.buy", `1/s, to: ${to}`)
    const refused = (to: string) =>
      readScenario(strict(to)).problems.map(({ code, path }) => `${code} ${path.join(".")}`)
    // The shop is a client: whatever it calls lets it down, and behind a name for versions each of them.
    expect(refused("web.buy")).toEqual(["W-no-certificate load.shop.to"])
    expect(refused("pay.charge")).toEqual([
      "W-no-certificate components.pay.versions.0",
      "W-no-certificate components.pay.versions.1",
    ])
  })

  it("are no part of a plan without a mesh", () => {
    const yaml = estate("members: [web]").replace(/ {2}mesh: .*\n/, "")
    const plan = planOf(yaml)
    expect(plan.policies).toEqual([])
    expect(plan.links).toEqual([])
  })
})

describe("what members are offered", () => {
  // A request passes the sidecar of web three times: in, out to pay, out to the ledger. 1 ms of two cores in all.
  it("counts at sidecars, in both directions", () => {
    expect(warningsOf(estate("members: [web]", { load: "poisson 600/s" }))).toEqual([])
    expect(warningsOf(estate("members: [web]", { load: "poisson 700/s" }))).toEqual([
      ["components.web", '"web-sidecar" can do 2 × 1 core / 1ms = 2,000/s, offered at least 2,060/s'],
    ])
  })

  it("gets past sidecars to those they call, by shares", () => {
    const load = "poisson 1500/s"
    expect(warningsOf(estate("members: [web]", { load, cores: 8 }))).toEqual([
      ["components.ledger", '"ledger" can do 1 slot / 1ms = 1,000/s, offered at least 1,500/s'],
    ])
    const more = warningsOf(estate('members: [web, "pay-*"]', { load: "poisson 6000/s", cores: 32 }))
    expect(more.map(([path]) => path)).toEqual(["components.pay-v2", "components.ledger"])
  })

  it("is not counted behind rules that may refuse it", () => {
    const limits = "limits: [{ to: [ledger], kind: token-bucket, rate: 10/s, burst: 1 }]"
    const load = "poisson 1500/s"
    expect(warningsOf(estate(`members: [web, ledger], ${limits}`, { load, cores: 8 }))).toEqual([])
  })
})
