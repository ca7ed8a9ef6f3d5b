import { describe, expect, it } from "vitest"
import { mesh } from "../../../components/mesh/index.ts"
import { buildReport } from "../../../index.ts"
import { outcomesOf, reportOf, runOf } from "./support.ts"

const components = [
  "  shop: { kind: client }",
  "  web: { kind: service, replicas: 2, zone: [a, b], operations: { view: [{ work: exponential 2ms }, { call: pay.quote }] } }",
  "  pay: { kind: service, replicas: 3, zone: [a, b, c], concurrency: 4, operations: { quote: [{ work: exponential 5ms }] } }",
]

const estate = (parts: readonly string[], faults = "[]") => `
run: { duration: 10s, warmup: 1s }
components:
${parts.join("\n")}
load:
  shop: { open: poisson 300/s, to: web.view }
links: { "web -> pay": { latency: exponential 200us } }
faults: ${faults}
`

const withMesh = (parameters: string) => [...components, `  mesh: { kind: mesh, members: [web, pay], ${parameters} }`]

describe("mesh", () => {
  it("changes nothing that a client sees where its sidecars do nothing", () => {
    const plain = reportOf(estate(components)).load.shop
    // Without connections to set up: one that is there already carries any number of calls.
    const mesh = withMesh("mtls: off, connections: { streams: 1000 }, readiness: { interval: 1000s }")
    const meshed = reportOf(estate(mesh)).load.shop
    expect(meshed?.latencyMs).toEqual(plain?.latencyMs)
    expect(meshed?.offered).toBe(plain?.offered)
  })

  it("runs the same whatever the order in the file", () => {
    const parts = withMesh("profile: istio-1.24")
    const digest = (yaml: string) => runOf(yaml).digest
    expect(digest(estate([...parts].reverse()))).toBe(digest(estate(parts)))
  })

  it("reports sidecars as components, and the calls between them as links", () => {
    const report = reportOf(estate(withMesh("overhead: 100us")))
    expect(Object.keys(report.components)).toEqual(["mesh", "pay", "pay-sidecar", "web", "web-sidecar"])
    expect(report.components["web-sidecar"]).toMatchObject({ kind: "sidecar", replicas: 2 })
    expect(Object.keys(report.links)).toEqual([
      "pay-sidecar -> pay",
      "shop -> web-sidecar",
      "web -> web-sidecar",
      "web-sidecar -> pay-sidecar",
      "web-sidecar -> web",
    ])
  })

  it("stands and falls with its zones, sidecars included", () => {
    const faults = "[{ at: 5s, for: 10s, do: crash, target: zone:b }]"
    const report = reportOf(estate(withMesh("mtls: off, policy: { balance: round-robin }"), faults))
    expect(outcomesOf(report, "shop -> web-sidecar").refused).toBeGreaterThan(500)
    expect(outcomesOf(report, "web-sidecar -> pay-sidecar").refused).toBeGreaterThan(150)
  })

  it("keeps links and their faults where they were", () => {
    const cut = (target: string) =>
      reportOf(estate(withMesh("mtls: off"), `[{ at: 5s, for: 10s, do: partition, target: "${target}" }]`)).load.shop
        ?.completed ?? 0
    const whole = reportOf(estate(withMesh("mtls: off"))).load.shop?.completed ?? 0
    expect(cut("web -> pay")).toBeLessThan(0.6 * whole)
    expect(cut("shop -> web")).toBeLessThan(0.6 * whole)
    // The control plane is not on the way.
    expect(cut("web -> mesh")).toBe(whole)
  })

  it("has profiles that are written in its own words", () => {
    for (const { profile, params } of mesh.profiles) {
      const parsed = mesh.params.safeParse({ members: ["*"], ...params })
      expect(parsed.success ? [] : parsed.error.issues, profile).toEqual([])
    }
  })

  it("is reported the same when it is run again", () => {
    const yaml = estate(withMesh("profile: linkerd-2.18"))
    expect(buildReport(runOf(yaml))).toEqual(buildReport(runOf(yaml)))
  })
})
