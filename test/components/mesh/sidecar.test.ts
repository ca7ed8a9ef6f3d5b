import { describe, expect, it } from "vitest"
import { countOf, expectForks, maxMs, outcomesOf, reportOf, runOf } from "./support.ts"

/** One request at a time through `web` to `pay`; the sidecars as `mesh` says. */
const estate = (mesh: string, { members = "[web, pay]", links = "{}", load = "constant 10/s", faults = "[]" } = {}) => `
run: { duration: 10s }
components:
  shop: { kind: client }
  web: { kind: service, operations: { view: [{ work: 1ms }, { call: pay.quote }] } }
  pay: { kind: service, operations: { quote: [{ work: 5ms }], charge: [{ work: 5ms }] } }
  mesh: { kind: mesh, members: ${members}, ${mesh} }
load:
  shop: { open: ${load}, to: web.view }
links: ${links}
faults: ${faults}
`

const latencyMs = (yaml: string) => maxMs(runOf(yaml), "shop.latency")

describe("sidecar", () => {
  // 6 ms of work; three passes: into web, out of web, into pay.
  it.each([
    ["nothing", "mtls: off", {}, 6],
    ["work", "mtls: off, overhead: 200us", {}, 6 + 3 * 0.2],
    ["the way to its replica", "mtls: off, latency: 1ms", {}, 6 + 3 * 1],
    ["measuring", "mtls: off, overhead: 200us, telemetry: { work: 50us }", {}, 6 + 3 * 0.25],
    ["one pass less where the callee has none", "mtls: off, overhead: 200us", { members: "[web]" }, 6 + 2 * 0.2],
    ["one pass where only the callee has one", "mtls: off, overhead: 200us", { members: "[pay]" }, 6 + 0.2],
  ])("adds %s", (_, mesh, options, expected) => {
    const run = runOf(estate(mesh, options).replaceAll("work: 1ms", "wait: 1ms").replaceAll("work: 5ms", "wait: 5ms"))
    // The first request sets up connections, which takes no time without a network.
    expect(maxMs(run, "shop.latency")).toBeCloseTo(expected, 6)
  })

  it("sets up connections: TCP in one round trip, TLS 1.3 in one more and the work of two signatures", () => {
    const links = '{ "web -> pay": { latency: 1ms } }'
    const plain = latencyMs(estate("mtls: off", { links }))
    expect(plain).toBeCloseTo(6 + 2 + 2, 6)
    // RSA: 1.09 ms to sign, 82 us to check, 227 us for the shared secret (components/kit/tls.ts).
    const rsa = latencyMs(estate("certificates: { key: rsa-2048 }", { links }))
    expect(rsa - plain).toBeCloseTo(2 + 1.09 + 0.082 + 0.227, 6)
    const ecdsa = latencyMs(estate("certificates: { key: ecdsa-p256 }", { links }))
    expect(ecdsa - plain).toBeCloseTo(2 + 0.076 + 0.198 + 0.227, 6)
  })

  it("keeps connections, up to a number that calls wait for", () => {
    const mesh = (connections: string) => estate(`mtls: off, connections: ${connections}`, { load: "constant 250/s" })
    // 250 calls of 5 ms a second are more than one connection carries.
    expect(latencyMs(mesh("{ max: 1 }"))).toBeGreaterThan(1000)
    expect(latencyMs(mesh("{ max: 1, streams: 10 }"))).toBeCloseTo(6, 6)
    expect(latencyMs(mesh("{ max: 2 }"))).toBeCloseTo(6, 6)
  })

  it("shares a processor of its own", () => {
    const on = (cores: number) =>
      runOf(estate(`mtls: off, overhead: 2ms, cpu: { cores: ${cores}, discipline: fifo }`, { load: "poisson 200/s" }))
    // In and out at 200/s are 0.8 of a core, where requests wait twice for 4 ms on the average; of eight a tenth.
    expect(maxMs(on(1), "shop.latency")).toBeGreaterThan(maxMs(on(8), "shop.latency") + 10)
    expect(maxMs(on(8), "shop.latency")).toBeCloseTo(6 + 3 * 2, 6)
  })

  it("keeps its slots, and turns away what finds neither one nor a place in its line", () => {
    const full = estate("concurrency: 1, queue: { lengthMax: 0 }", { members: "[pay]", load: "constant 250/s" })
    expect(outcomesOf(reportOf(full), "web -> pay-sidecar").rejected).toBeGreaterThan(500)
  })

  it("refuses callers without a certificate where mtls is strict, and measures them where it is not", () => {
    expect(outcomesOf(reportOf(estate("mtls: strict", { members: "[pay]" })), "web -> pay-sidecar")).toEqual({
      refused: 99,
    })
    const permissive = runOf(estate("telemetry: {}", { members: "[pay]" }))
    expect(countOf(permissive, "pay-sidecar.unencrypted")).toBe(0)
    expect(maxMs(permissive, "pay-sidecar.inbound")).toBeCloseTo(5.02, 6)
  })

  it("keeps rate limits before its own replica", () => {
    const limited = (to: string) =>
      reportOf(estate(`limits: [{ to: [${to}], kind: token-bucket, rate: 5/s, burst: 1 }]`))
    expect(outcomesOf(limited("pay"), "web-sidecar -> pay-sidecar")).toEqual({ ok: 49, "rate-limited": 50 })
    expect(outcomesOf(limited("web"), "shop -> web-sidecar")).toEqual({ ok: 50, "rate-limited": 50 })
  })

  it("answers for a replica that is gone, so that nobody takes it for a failure of the way", () => {
    const crash = (target: string) =>
      reportOf(estate("mtls: off", { faults: `[{ at: 5s, for: 10s, do: crash, target: ${target} }]` }))
    expect(outcomesOf(crash("pay"), "web-sidecar -> pay-sidecar")).toMatchObject({ error: 50 })
    expect(outcomesOf(crash("pay-sidecar"), "web-sidecar -> pay-sidecar")).toMatchObject({ refused: 50 })
  })

  it("has a network on one of the three legs of a call alone, whatever the rules of links fit", () => {
    const links = '{ "* -> pay": { latency: 10ms }, "* -> *": { latency: 1ms } }'
    // TCP is set up in a round trip from web to pay; from the shop to web nothing is set up.
    expect(latencyMs(estate("mtls: off", { links }))).toBeCloseTo(6 + 2 * 1 + 4 * 10, 6)
  })

  it("stands in the network of its replica: links and faults of it are between sidecars", () => {
    const partition = (target: string) =>
      reportOf(estate("mtls: off", { faults: `[{ at: 5s, for: 10s, do: partition, target: "${target}" }]` }))
    expect(outcomesOf(partition("web -> pay"), "web-sidecar -> pay-sidecar")).toEqual({ ok: 49 })
    expect(outcomesOf(partition("* -> web"), "web-sidecar -> pay-sidecar")).toEqual({ ok: 49 })
    expect(outcomesOf(partition("* -> web"), "web-sidecar -> web")).toEqual({ ok: 49 })
  })

  it("goes on from a snapshot", () => {
    const busy = estate("overhead: 1ms, limits: [{ to: [pay], kind: token-bucket, rate: 5/s, burst: 1 }]")
    expectForks(busy, 4_321)
  })
})
