import { describe, expect, it } from "vitest"
import { countOf, expectForks, outcomesOf, reportOf, runOf } from "./support.ts"

const estate = (mesh: string, faults = "[]", duration = "20m") => `
run: { duration: ${duration} }
components:
  clerk: { kind: client }
  web: { kind: service, replicas: 2, operations: { ask: [{ call: pay.quote }] } }
  pay: { kind: service, replicas: 2, operations: { quote: [{ work: 1ms }] } }
  mesh: { kind: mesh, members: [web, pay], ${mesh} }
load:
  clerk: { open: constant 2/s, to: web.ask }
faults: ${faults}
`

const away = (minutes: number, target = "mesh") => `[{ at: 5m, for: ${minutes}m, do: crash, target: ${target} }]`

describe("sidecar agent", () => {
  // A lifetime of 4 min is renewed every 2, give or take 2.4 s: 4 sidecars, 20 min, the first by chance within 2.
  it("renews certificates when half their time is over", () => {
    const run = runOf(estate("certificates: { lifetime: 4m }"))
    const renewals = countOf(run, "web-sidecar.renewals") + countOf(run, "pay-sidecar.renewals")
    expect(renewals).toBeGreaterThanOrEqual(4 * 9)
    expect(renewals).toBeLessThanOrEqual(4 * 11)
    expect(countOf(run, "pay-sidecar.badCertificates")).toBe(0)
  })

  it("asks for none where nobody shows any", () => {
    const run = runOf(estate("mtls: off, certificates: { lifetime: 4m }"))
    expect(countOf(run, "web-sidecar.renewals") + countOf(run, "pay-sidecar.renewals")).toBe(0)
  })

  // At the crash a certificate has 2 to 4 minutes left; new connections every 10 s.
  it.each([
    ["shorter than half a lifetime hurts nobody", 1.9, 0, 0],
    ["longer than a lifetime stops everything", 8, 2 * 60 * 4, 2 * 60 * 6.5],
  ])("an absence %s", (_, minutes, least, most) => {
    const report = reportOf(estate("certificates: { lifetime: 4m }, connections: { ageMax: 10s }", away(minutes)))
    const failed = outcomesOf(report, "web-sidecar -> pay-sidecar").refused ?? 0
    expect(failed).toBeGreaterThanOrEqual(least)
    expect(failed).toBeLessThanOrEqual(most)
  })

  it("goes on over connections that are open: a certificate is looked at when one is set up", () => {
    const report = reportOf(estate("certificates: { lifetime: 4m }", away(8)))
    expect(outcomesOf(report, "web-sidecar -> pay-sidecar")).toEqual({ ok: 2399 })
  })

  it("knows nobody after a restart until the control plane tells it", () => {
    const both = `[{ at: 5m, for: 2m, do: crash, target: mesh }, { at: 6m, for: 1s, do: crash, target: "web-sidecar[0]" }]`
    const report = reportOf(estate("mtls: off", both))
    // Half of 2/s from 6 min on, for a minute and until it asks again, at most 30 s later.
    const unreachable = outcomesOf(report, "web-sidecar -> pay-sidecar").unreachable ?? 0
    expect(unreachable).toBeGreaterThanOrEqual(57)
    expect(unreachable).toBeLessThanOrEqual(92)
    const alone = `[{ at: 6m, for: 1s, do: crash, target: "web-sidecar[0]" }]`
    expect(outcomesOf(reportOf(estate("mtls: off", alone)), "web-sidecar -> pay-sidecar").unreachable).toBeUndefined()
  })

  it("asks another replica of the control plane where its own is away", () => {
    const run = runOf(
      estate("replicas: 2, certificates: { lifetime: 4m }, connections: { ageMax: 10s }", away(8, '"mesh[0]"')),
    )
    expect(countOf(run, "pay-sidecar.badCertificates")).toBe(0)
  })

  it("goes on from a snapshot", () => {
    expectForks(
      estate("replicas: 2, certificates: { lifetime: 4m }, connections: { ageMax: 10s }", away(3, '"mesh[0]"'), "8m"),
      330_000,
    )
  })
})
