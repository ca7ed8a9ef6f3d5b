import { describe, expect, it } from "vitest"
import { countOf, expectForks, outcomesOf, reportOf, runOf } from "./support.ts"

const estate = (mesh: string, target = "pay[1]") => `
run: { duration: 60s }
components:
  shop: { kind: client }
  web: { kind: service, operations: { buy: [{ call: pay.charge }] } }
  pay: { kind: service, replicas: 4, operations: { charge: [{ work: 1ms }] } }
  mesh: { kind: mesh, members: [web], ${mesh} }
load:
  shop: { open: constant 40/s, to: web.buy }
faults: [{ at: 20s, for: 20s, do: crash, target: "${target}" }]
`

/** Failures in one crash of one replica of four that take turns: 10 a second until it is known. */
function failures(mesh: string): number {
  return outcomesOf(reportOf(estate(mesh)), "web-sidecar -> pay").refused ?? 0
}

describe("watcher", () => {
  // Known after `fall` probes in a row: at least (fall - 1) intervals, at most fall; and a tenth of a second of quiet.
  it.each([
    [1, 1],
    [1, 3],
    [4, 2],
  ])("a crash is known after probes every %d s, %d in a row", (seconds, fall) => {
    const failed = failures(`readiness: { interval: ${seconds}s, timeout: 500ms, fall: ${fall} }`)
    expect(failed).toBeGreaterThanOrEqual(10 * (seconds * (fall - 1) + 0.1) - 2)
    expect(failed).toBeLessThanOrEqual(10 * (seconds * fall + 0.2) + 2)
  })

  it("is known as late to be over: its load goes to the others until then", () => {
    const report = reportOf(estate("readiness: { interval: 1s, timeout: 500ms, fall: 1, rise: 10 }"))
    const all = report.links["web-sidecar -> pay"]?.calls ?? 0
    expect(all).toBeGreaterThanOrEqual(2399)
    // Back for the last ten seconds of sixty, where rise: 1 would have brought it back for twenty.
    const again = runOf(estate("readiness: { interval: 1s, timeout: 500ms, fall: 1 }"))
    expect(countOf(again, "mesh.pushes")).toBe(3)
  })

  it("looks after those that are no members, too, and not after those that nobody calls", () => {
    const alone = estate("readiness: { interval: 1s, timeout: 500ms, fall: 1 }").replace(
      "  mesh:",
      "  idle: { kind: service, operations: { none: [{ work: 1ms }] } }\n  mesh:",
    )
    expect(countOf(runOf(alone.replace('"pay[1]"', "idle")), "mesh.pushes")).toBe(1)
    expect(countOf(runOf(alone), "mesh.pushes")).toBe(3)
  })

  it("goes on from a snapshot", () => {
    expectForks(estate("replicas: 2, readiness: { interval: 1s, timeout: 500ms, fall: 3 }"), 21_500)
  })
})
