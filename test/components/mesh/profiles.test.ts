import { describe, expect, it } from "vitest"
import { mesh } from "../../../components/mesh/index.ts"
import { LatencyMetric } from "../../../index.ts"
import { outcomesOf, reportOf, runOf } from "./support.ts"

/** A member behind another, called by one without a sidecar, while a replica is gone with its sidecar for a while. */
const estate = (profile: string, { mesh: more = "" } = {}) => `
run: { duration: 30s, warmup: 1s }
components:
  shop: { kind: client }
  visitor: { kind: client }
  gate: { kind: service, operations: { buy: [{ call: web.buy }] } }
  web: { kind: service, operations: { buy: [{ call: pay.charge }] } }
  pay: { kind: service, replicas: 4, operations: { charge: [{ work: 1ms }] } }
  mesh: { kind: mesh, profile: ${profile}, members: [gate, web, pay], ${more} }
load:
  shop: { open: poisson 50/s, to: gate.buy }
  visitor: { open: constant 5/s, to: pay.charge }
faults:
  - { at: 10s, for: 5s, do: crash, target: "pay[1]" }
  - { at: 10s, for: 5s, do: crash, target: "pay-sidecar[1]" }
`

/** What the two clients see of a mesh of this profile. */
function seen(profile: string) {
  const report = reportOf(estate(profile, { mesh: "mtls: permissive" }))
  const between = report.links["web-sidecar -> pay-sidecar"]
  return {
    maxMs: between?.latencyMs.max ?? 0,
    refused: outcomesOf(report, "web-sidecar -> pay-sidecar").refused ?? 0,
    retries: between?.retries ?? 0,
    strangers: outcomesOf(reportOf(estate(profile)), "visitor -> pay-sidecar").ok ?? 0,
  }
}

describe("profiles of a mesh", () => {
  const all = Object.fromEntries(mesh.profiles.map(({ profile }) => [profile, seen(profile)]))
  const names = Object.keys(all)
  const pairs = names.flatMap((one, index) => names.slice(index + 1).map((other) => [one, other] as const))

  it.each(pairs)("%s is not %s: what is measured differs", (one, other) => {
    expect(all[one]).not.toEqual(all[other])
  })

  it("only Istio tries again what was refused", () => {
    expect(all["istio-1.24"]?.retries).toBeGreaterThan(0)
    expect(all["linkerd-2.18"]?.retries).toBe(0)
    expect(all["consul-connect-1.20"]?.retries).toBe(0)
  })

  it("only Consul refuses who shows no certificate", () => {
    expect(all["istio-1.24"]?.strangers).toBeGreaterThan(100)
    expect(all["linkerd-2.18"]?.strangers).toBeGreaterThan(100)
    expect(all["consul-connect-1.20"]?.strangers).toBe(0)
  })

  // Istio, Performance and Scalability, 1.24: two sidecars add 2.76 ms at p90 and 2.88 ms at p99, each with 1,000 a second.
  it("two passes through sidecars of Istio's take what it says, and a wait now and then", () => {
    const run = runOf(`
run: { duration: 11s, warmup: 1s }
components:
  shop: { kind: client }
  web: { kind: service, replicas: 2, operations: { buy: [{ call: pay.charge }] } }
  pay: { kind: service, operations: { charge: [{ wait: 1ms }] } }
  mesh: { kind: mesh, profile: istio-1.24, members: [web] }
load:
  shop: { open: poisson 1000/s, to: web.buy }
`)
    const metric = run.metric("shop.latency")
    if (!(metric instanceof LatencyMetric)) throw new Error("a client measures its latency")
    const added = (quantile: number) => metric.wholeRun.quantile(quantile) / 1e6 - 1
    expect(added(0.9)).toBeGreaterThan(2.76 * 0.97)
    expect(added(0.9)).toBeLessThan(2.76 * 1.05)
    expect(added(0.99)).toBeGreaterThan(2.88 * 0.97)
    expect(added(0.99)).toBeLessThan(2.88 * 1.05)
  })
})
