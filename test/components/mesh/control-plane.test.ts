import { describe, expect, it } from "vitest"
import { countOf, expectForks, maxMs, runOf } from "./support.ts"

/** So many sidecars hear of a switch at 30 s. */
const rollout = (mesh: string, { web = 20, faults = "" } = {}) => `
run: { duration: 60s, warmup: 5s }
components:
  shop: { kind: client }
  web: { kind: service, replicas: ${web}, operations: { buy: [{ call: pay.charge }] } }
  pay: { kind: virtual-service, versions: [blue, green], rollout: { kind: blue-green, at: 30s } }
  blue: { kind: service, operations: { charge: [{ work: 1ms }] } }
  green: { kind: service, operations: { charge: [{ work: 1ms }] } }
  mesh: { kind: mesh, members: [web], ${mesh} }
load:
  shop: { open: constant 20/s, to: web.buy }
${faults}
`

describe("control plane", () => {
  // 100 ms of quiet; then 20 sidecars, `atOnce` at a time on cores of their own, 100 ms each.
  it.each([
    [1, 100 + 20 * 100],
    [4, 100 + 5 * 100],
    [20, 100 + 100],
  ])("tells %d sidecars at a time", (atOnce, lastMs) => {
    const run = runOf(rollout(`cores: 20, push: { work: 100ms, atOnce: ${atOnce} }`))
    expect(maxMs(run, "web-sidecar.staleness")).toBeCloseTo(lastMs, 3)
    expect(countOf(run, "mesh.pushes")).toBe(20)
  })

  it("tells as many at a time as Istio does: 15 and 5 for each core", () => {
    const run = runOf(rollout("cores: 1, push: { work: 10ms }", { web: 40 }))
    // One core, shared: 20 pushes of 10 ms take 200 ms together, then the other 20.
    expect(maxMs(run, "web-sidecar.staleness")).toBeCloseTo(100 + 400, 3)
  })

  it("tells nobody while nothing changes, and everybody when its memory is gone", () => {
    const quiet = rollout("push: { work: 1ms }").replace("at: 30s", "at: 59s")
    expect(countOf(runOf(quiet.replace("60s", "50s")), "mesh.pushes")).toBe(0)
    const crash = "faults: [{ at: 10s, for: 1s, do: crash, target: mesh }]"
    expect(countOf(runOf(quiet.replace("60s", "50s") + crash), "mesh.pushes")).toBe(20)
  })

  it("leaves sidecars as they are while it is away", () => {
    const faults = "faults: [{ at: 20s, for: 15s, do: crash, target: mesh }]"
    const run = runOf(rollout("push: { work: 1ms }", { faults }))
    // 30 s to 35 s of 20 requests a second, and the time until each sidecar asks again, up to 30 s of waits by chance.
    expect(run.estate.ports.edges.get("web-sidecar -> blue")?.calls).toBeGreaterThan(500 + 100)
    expect(run.estate.ports.edges.get("web-sidecar -> green")?.calls).toBeGreaterThan(10)
  })

  it("is asked at another replica where one is away", () => {
    const faults = 'faults: [{ at: 20s, for: 30s, do: crash, target: "mesh[1]" }]'
    const two = rollout("replicas: 2, push: { work: 1ms }", { faults })
    const run = runOf(two)
    expect(maxMs(run, "web-sidecar.staleness")).toBeLessThan(1000)
    expect(run.estate.ports.edges.get("web-sidecar -> blue")?.calls).toBeLessThan(500 + 20)
  })

  it("goes on from a snapshot", () => {
    expectForks(rollout("cores: 20, push: { work: 100ms, atOnce: 2 }"), 30_350)
  })
})
