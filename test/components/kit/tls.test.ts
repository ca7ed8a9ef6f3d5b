import { describe, expect, it } from "vitest"
import { at, rootsOf, runOf } from "../../scenarios/run/support.ts"

const TRIP_MS = 2

/** Three requests, 100 ms apart, to a balancer that ends TLS: the time of each in ms. */
function times(tls: object | undefined, connections: object = {}): readonly number[] {
  const recorded = runOf({
    components: {
      users: { kind: "client" },
      lb: { kind: "load-balancer", to: "api", ...(tls === undefined ? {} : { tls }) },
      api: { kind: "service", operations: { get: [{ work: "10ms" }] } },
    },
    load: { users: { open: at(0, 100, 200), to: "lb" } },
    links: { "users -> lb": { latency: `${TRIP_MS / 2}ms`, connections } },
  })
  return rootsOf(recorded).map(({ tookMs }) => tookMs)
}

describe("tls", () => {
  it.each([
    // 10 ms of work and a round trip of 2 ms; a handshake costs 0.227 ms and a signature
    { name: "a new connection costs a signature", tls: { certificate: "rsa-2048" }, first: 1.317, next: 0 },
    { name: "an ECDSA signature costs a fourteenth of an RSA one", tls: {}, first: 0.303, next: 0 },
    { name: "a resumed session costs no signature", tls: { resumption: "100%" }, first: 0.227, next: 0 },
    { name: "mutual TLS costs a check, too", tls: { mutual: true }, first: 0.501, next: 0 },
    {
      name: "mutual TLS is cheaper to check with RSA",
      tls: { certificate: "rsa-2048", mutual: true },
      first: 1.399,
      next: 0,
    },
    { name: "the key exchange is what it is said to be", tls: { keyExchange: "1ms" }, first: 1.076, next: 0 },
    { name: "no TLS, no work", tls: undefined, first: 0, next: 0 },
  ])("$name", ({ tls, first, next }) => {
    const [one = 0, ...others] = times(tls)
    expect(one).toBeCloseTo(12 + first, 9)
    for (const other of others) expect(other).toBeCloseTo(12 + next, 9)
    // each request pays where no connection is kept
    for (const each of times(tls, { keepAlive: false })) expect(each).toBeCloseTo(12 + first, 9)
  })

  it.each([
    ["none", 1],
    ["tls-1.2", 3],
    ["tls-1.3", 2],
    ["tls-1.3-0rtt", 1],
    ["quic", 1],
    ["quic-0rtt", 0],
  ])("security %s takes %d round trips before the request", (security, trips) => {
    expect(times(undefined, { security })).toEqual([12 + trips * TRIP_MS, 12, 12])
  })

  it("resumes its share of sessions", () => {
    const recorded = runOf({
      components: {
        users: { kind: "client" },
        lb: { kind: "load-balancer", to: "api", tls: { certificate: "rsa-2048", resumption: "75%" } },
        api: { kind: "service", operations: { get: [{ work: "1ms" }] } },
      },
      load: { users: { open: "constant 400/s", to: "lb" } },
      links: { "users -> lb": { connections: { keepAlive: false } } },
    })
    const took = rootsOf(recorded).map(({ tookMs }) => tookMs)
    const resumed = took.filter((ms) => Math.abs(ms - 1.227) < 1e-6).length
    const full = took.filter((ms) => Math.abs(ms - 2.317) < 1e-6).length
    expect(resumed + full).toBe(took.length)
    // 4000 sessions: standard deviation of the share 0.7 %
    expect(Math.abs(resumed / took.length - 0.75)).toBeLessThan(0.03)
  })
})
