import { describe, expect, it } from "vitest"
import { constant, exponential } from "../../../engine/distributions/index.ts"
import { crash } from "../../../engine/faults/verbs/crash.ts"
import type { ConnectionOptions } from "../../../engine/links/options.ts"
import { END_NS, type EstateOptions, runEstate, startEstate, TARGET_ECHO } from "../support/estate.ts"

const MS = 1e6
/** 1 ms a leg, so a round trip is 2 ms. */
const latency = constant({ value: MS })

function run(connections: ConnectionOptions, options: EstateOptions = {}) {
  return runEstate({ everyNs: 10 * MS, serviceNs: 2 * MS, ...options, link: { latency, ...options.link, connections } })
}

describe("handshakes", () => {
  it.each([
    // a call takes 1 + 2 + 1 ms; each round trip of a handshake 2 ms more
    {
      name: "costs its round trips on the first call alone",
      keepAlive: true,
      trips: 2,
      latencies: [8, 4, 4],
      handshakes: 1,
    },
    {
      name: "costs them on each call without keep-alive",
      keepAlive: false,
      trips: 2,
      latencies: [8, 8, 8],
      handshakes: 3,
    },
    { name: "is free where it takes none", keepAlive: false, trips: 0, latencies: [4, 4, 4], handshakes: 3 },
  ])("$name", ({ keepAlive, trips, latencies, handshakes }) => {
    const { client, link } = run({ keepAlive, handshakeRoundTrips: trips }, { calls: 3 })
    expect(client.records.map(({ latencyNs }) => latencyNs / MS)).toEqual(latencies)
    expect(client.records.map(({ networkNs }) => networkNs / MS)).toEqual(latencies.map((total) => total - 2))
    expect(link.counts().handshakes).toBe(handshakes)
  })

  it("samples every leg of its round trips", () => {
    const calls = 5000
    const link = { latency: exponential({ mean: MS }) }
    const { client } = run({ keepAlive: false, handshakeRoundTrips: 2 }, { calls, link })
    const mean = client.records.reduce((sum, { networkNs }) => sum + networkNs, 0) / calls
    // 2 round trips and the call's own: 6 legs of mean 1 ms, variance 6 ms²
    expect(Math.abs(mean - 6 * MS)).toBeLessThan(5 * MS * Math.sqrt(6 / calls))
  })
})

describe("idle connections", () => {
  it.each([
    // a connection is given back 4 ms (first: 6 ms) after its call began and wanted 10 ms after it
    { idleTimeoutMs: 7, handshakes: 1 },
    { idleTimeoutMs: 4, handshakes: 10 },
  ])("expire after $idleTimeoutMs ms without an event of their own", ({ idleTimeoutMs, handshakes }) => {
    const connections = { handshakeRoundTrips: 1, idleTimeoutNs: idleTimeoutMs * MS }
    const { link, simulation } = run(connections, { calls: 10 })
    expect(link.counts().handshakes).toBe(handshakes)
    // a call: the client's timer, the request, the work, the answer
    expect(simulation.digest.events).toBe(4 * 10)
  })
})

describe("a full pool", () => {
  it("serves callers in the order they came, and books their wait as pool time", () => {
    const { client, echo, link, simulation } = run({ max: 1 }, { calls: 4, everyNs: 0 })
    expect(echo.arrivals.map(({ root }) => root)).toEqual([0, 1, 2, 3])
    // a call keeps the connection for 4 ms
    expect(client.records.map(({ pooledNs }) => pooledNs / MS)).toEqual([0, 4, 8, 12])
    for (const { networkNs } of client.records) expect(networkNs).toBe(2 * MS)
    expect(link.counts()).toMatchObject({ poolWaits: 3, handshakes: 1 })
    expect(simulation.frames.live).toBe(0)
  })

  it("never has more calls at the callee than connections", () => {
    const { simulation, client } = run(
      { max: 3 },
      { calls: 500, everyNs: 0.1 * MS, link: { latency: exponential({ mean: MS }) } },
    )
    expect(client.count("ok")).toBe(500)
    const presentNs = simulation.meters.presentNs(1)
    // 2 ms of work each
    expect(presentNs).toBe(500 * 2 * MS)
    // the three connections are busy from the first call to nearly the last: 500 calls of about 4 ms over 3
    expect(client.records.at(-1)?.pooledNs).toBeGreaterThan((500 * 4 * MS) / 3 / 1.3 - 50 * MS)
  })

  it("lets a caller that gives up leave the line without a message", () => {
    // the first call keeps the only connection for 4 ms; the others give up after 3 ms, and so does the first
    const { client, echo, link, simulation } = run({ max: 1 }, { calls: 3, everyNs: 0, timeoutNs: 3 * MS })
    expect(client.count("timeout")).toBe(3)
    // the timeouts come in the order of the calls: the first hands its connection to the second at that instant, and it to the third
    expect(echo.arrivals.map(({ root }) => root)).toEqual([0, 1, 2])
    expect(client.records.map(({ pooledNs }) => pooledNs / MS)).toEqual([0, 3, 3])
    expect(link.counts().handshakes).toBe(3)
    expect(simulation.frames.live).toBe(0)
  })

  it("lets one leave from the middle of the line", () => {
    const options = { calls: 4, everyNs: 0, serviceNs: 2 * MS, link: { latency, connections: { max: 1 } } }
    const { client, echo, port, simulation } = startEstate(options)
    simulation.run(0)
    // the calls have the frames 0 to 3
    port.abandon(2)
    expect(simulation.frames.live).toBe(3)
    simulation.run(END_NS)
    expect(echo.arrivals.map(({ root }) => root)).toEqual([0, 1, 3])
    expect(client.records.map(({ pooledNs }) => pooledNs / MS)).toEqual([0, 4, 8])
    expect(simulation.frames.live).toBe(0)
  })
})

describe("a connection whose call was given up", () => {
  it("is closed, so the next call pays a handshake", () => {
    const { client, link, simulation } = run(
      { max: 1, handshakeRoundTrips: 1 },
      { calls: 20, timeoutNs: 50 * MS, everyNs: 100 * MS, link: { latency, loss: 0.5, replyLoss: 0 } },
    )
    const lost = link.counts().lost
    expect(lost).toBeGreaterThan(3)
    expect(client.count("timeout")).toBe(lost)
    // one opened at the start and one after each loss, unless it was the last call
    const afterLast = client.records.at(-1)?.outcome === "timeout" ? 1 : 0
    expect(link.counts().handshakes).toBe(1 + lost - afterLast)
    expect(simulation.frames.live).toBe(0)
  })
})

describe("the life of a connection", () => {
  it.each([
    { name: "ends after so many calls", connections: { requestsMax: 4 }, handshakes: 5 },
    {
      name: "is one call without keep-alive, whatever it may carry",
      connections: { keepAlive: false, requestsMax: 4 },
      handshakes: 20,
    },
    // opened at 0 and then by the first call after 50 ms: 0, 50, 100, 150
    { name: "ends at an age", connections: { ageMaxNs: 50 * MS }, handshakes: 4 },
    // the callee is down from 45 to 95 ms: each of the 5 calls opens one, and so does the first after it
    {
      name: "ends when the callee refuses",
      connections: {},
      faults: [
        {
          verb: crash,
          begins: true,
          targets: [TARGET_ECHO],
          amount: 0,
          timing: { kind: "timed", atNs: 45 * MS, forNs: 50 * MS },
        },
      ] as const,
      handshakes: 1 + 5,
    },
  ])("$name", ({ connections, handshakes, ...options }) => {
    const { link, simulation } = run(connections, { calls: 20, ...options })
    expect(link.counts().handshakes).toBe(handshakes)
    expect(simulation.frames.live).toBe(0)
  })

  it("carries several calls at once where it has streams, and opens the next when they are taken", () => {
    // 7 calls at once over connections of 3 streams: 3
    expect(run({ streams: 3 }, { calls: 7, everyNs: 0 }).link.counts()).toMatchObject({ handshakes: 3, poolWaits: 0 })
    // two of them at most: the seventh call waits for an answer, 4 ms and the 2 ms of setting up
    const { client, link } = run({ streams: 3, max: 2, handshakeRoundTrips: 1 }, { calls: 7, everyNs: 0 })
    expect(link.counts()).toMatchObject({ handshakes: 2, poolWaits: 1 })
    expect(client.records.map(({ latencyNs }) => latencyNs / MS)).toEqual([6, 6, 6, 6, 6, 6, 10])
  })

  it("is kept when one of its streams is given up", () => {
    const { link } = run({ streams: 8, max: 1 }, { calls: 6, everyNs: 0, timeoutNs: 1 * MS })
    expect(link.counts()).toMatchObject({ handshakes: 1, poolWaits: 0 })
  })
})

describe("the window of a connection", () => {
  it.each([
    // 10, 20, 40 segments of 1460 bytes in the first rounds: what does not fit takes another round trip of 2 ms
    { bytes: 14_600, latencies: [4, 4] },
    { bytes: 14_601, latencies: [6, 4] },
    // 69 segments: 10 + 20 + 40; then the window is 79
    { bytes: 100_000, latencies: [8, 4] },
    // 343: 10 + 20 + 40 + 80 + 160 + 320; then it is 353
    { bytes: 500_000, latencies: [14, 4] },
  ])("sends $bytes bytes in $latencies ms", ({ bytes, latencies }) => {
    const link = { latency, replyBytes: constant({ value: bytes }) }
    const { client } = run({ initialWindow: 10 }, { calls: 2, everyNs: 100 * MS, link })
    expect(client.records.map(({ latencyNs }) => latencyNs / MS)).toEqual(latencies)
  })

  it("is small again after a second without a call", () => {
    const link = { latency, replyBytes: constant({ value: 20_000 }) }
    const { client } = run({ initialWindow: 10 }, { calls: 2, everyNs: 1100 * MS, link })
    expect(client.records.map(({ latencyNs }) => latencyNs / MS)).toEqual([6, 6])
  })
})
