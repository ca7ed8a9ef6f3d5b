import { describe, expect, it } from "vitest"
import { constant, exponential } from "../../../engine/distributions/index.ts"
import { runEstate, startEstate } from "../support/estate.ts"

const MS = 1e6

/** Half the width of a 5 sigma interval around the expected number of hits. */
function fiveSigma(trials: number, share: number): number {
  return 5 * Math.sqrt(trials * share * (1 - share))
}

describe("an ideal link", () => {
  it("is one on which nothing is set, and answers in the same instant", () => {
    const { simulation, client, link } = runEstate({ calls: 10 })
    expect(link.ideal).toBe(true)
    expect(client.records.map(({ latencyNs }) => latencyNs)).toEqual(new Array(10).fill(0))
    expect(link.counts().sent).toBe(0)
    expect(simulation.frames.live).toBe(0)
  })

  it.each([
    ["latency", { latency: constant({ value: 1 }) }],
    ["answer latency", { replyLatency: constant({ value: 1 }) }],
    ["bandwidth", { bandwidth: 1e6 }],
    ["loss", { loss: 0.1 }],
    ["loss of answers", { replyLoss: 0.1 }],
    ["duplication", { duplication: 0.1 }],
    ["reordering", { reordering: 0.1 }],
    ["order", { ordered: true }],
    ["connections", { connections: {} }],
  ])("is not one with %s", (_, link) => {
    expect(startEstate({ link }).link.ideal).toBe(false)
  })
})

describe("latency", () => {
  it("is added once a leg and is the whole of the network's part", () => {
    const { client } = runEstate({
      calls: 3,
      serviceNs: 5 * MS,
      link: { latency: constant({ value: 2 * MS }), replyLatency: constant({ value: 3 * MS }) },
    })
    // 2 ms there + 5 ms of work + 3 ms back
    for (const record of client.records) expect(record).toMatchObject({ latencyNs: 10 * MS, networkNs: 5 * MS })
  })

  it("is drawn anew for each leg of each call, with the distribution's mean", () => {
    const calls = 20_000
    const { client, echo } = runEstate({ calls, link: { latency: exponential({ mean: MS }) } })
    const mean = client.records.reduce((sum, { networkNs }) => sum + networkNs, 0) / calls
    // two exponentials: variance 2 MS^2
    expect(Math.abs(mean - 2 * MS)).toBeLessThan(5 * MS * Math.sqrt(2 / calls))
    const there = echo.arrivals.map(({ root, atNs }) => atNs - root * MS)
    const meanThere = there.reduce((sum, delayNs) => sum + delayNs, 0) / calls
    expect(Math.abs(meanThere - MS)).toBeLessThan((5 * MS) / Math.sqrt(calls))
    for (const { latencyNs, networkNs } of client.records) expect(latencyNs).toBe(networkNs)
  })
})

describe("bandwidth", () => {
  it("sends one message after another in each direction", () => {
    // 1000 B at 1 MB/s take 1 ms; five at once arrive at 1, 2, ... 5 ms; the answers, 500 B each, take 0.5 ms more
    const { client, echo, link } = runEstate({
      calls: 5,
      everyNs: 0,
      bytes: 1000,
      link: { bandwidth: 1e6, replyBytes: constant({ value: 500 }) },
    })
    expect(echo.arrivals.map(({ atNs }) => atNs / MS)).toEqual([1, 2, 3, 4, 5])
    expect(client.records.map(({ networkNs }) => networkNs / MS)).toEqual([1.5, 2.5, 3.5, 4.5, 5.5])
    expect(link.counts().bytes).toBe(5 * 1000 + 5 * 500)
  })

  it("takes an answer to be as large as its request unless told", () => {
    const { client } = runEstate({ bytes: 2000, link: { bandwidth: 1e6 } })
    expect(client.records[0]?.networkNs).toBe(4 * MS)
  })
})

describe("loss", () => {
  const calls = 20_000

  it("takes its share of requests and its share of answers, in silence", () => {
    const { client, echo, link, simulation } = runEstate({
      calls,
      timeoutNs: 50 * MS,
      link: { latency: constant({ value: MS }), loss: 0.2, replyLoss: 0.1 },
    })
    const lostThere = calls - echo.arrivals.length
    expect(Math.abs(lostThere - 0.2 * calls)).toBeLessThan(fiveSigma(calls, 0.2))
    const lostBack = echo.arrivals.length - client.count("ok")
    expect(Math.abs(lostBack - 0.1 * echo.arrivals.length)).toBeLessThan(fiveSigma(echo.arrivals.length, 0.1))
    expect(link.counts()).toMatchObject({ lost: lostThere + lostBack, sent: calls + echo.arrivals.length })
    expect(client.count("timeout")).toBe(lostThere + lostBack)
    expect(simulation.frames.live).toBe(0)
  })

  it("leaves open exactly the calls of callers that wait for ever", () => {
    const { client, simulation, link } = runEstate({ calls: 1000, link: { loss: 0.3 } })
    expect(link.counts().lost).toBeGreaterThan(100)
    expect(simulation.frames.live).toBe(link.counts().lost)
    expect(client.records.length).toBe(1000 - link.counts().lost)
  })
})

describe("duplication", () => {
  it("has its share of requests worked on twice and each call answered once", () => {
    const calls = 20_000
    const { client, echo, link, simulation } = runEstate({
      calls,
      serviceNs: 3 * MS,
      link: { latency: exponential({ mean: MS }), duplication: 0.05 },
    })
    const { duplicated } = link.counts()
    expect(Math.abs(duplicated - 0.05 * calls)).toBeLessThan(fiveSigma(calls, 0.05))
    expect(echo.duplicates).toBe(duplicated)
    expect(echo.arrivals.length).toBe(calls + duplicated)
    expect(client.count("ok")).toBe(calls)
    expect(new Set(client.records.map(({ root }) => root)).size).toBe(calls)
    expect(simulation.frames.live).toBe(0)
    expect(simulation.meters.departures(1)).toBe(calls + duplicated)
  })

  it("never brings a copy before its original", () => {
    const { echo } = runEstate({ calls: 2000, link: { latency: exponential({ mean: MS }), duplication: 1 } })
    const originals = new Set<number>()
    for (const { root, copy } of echo.arrivals) {
      if (copy) expect(originals.has(root)).toBe(true)
      else originals.add(root)
    }
    expect(echo.duplicates).toBe(2000)
  })
})

/** Messages that arrive after one sent later. */
function overtaken(roots: readonly number[]): number {
  let latest = -1
  let count = 0
  for (const root of roots) {
    if (root < latest) count++
    latest = Math.max(latest, root)
  }
  return count
}

describe("reordering", () => {
  const calls = 20_000
  const reordering = { latency: constant({ value: MS }), reordering: 0.03, reorderDelayNs: 5.5 * MS }

  it("holds its share back so that later ones overtake them", () => {
    const { echo, link } = runEstate({ calls, link: reordering })
    const heldBack = link.requests.reordered
    expect(Math.abs(heldBack - 0.03 * calls)).toBeLessThan(fiveSigma(calls, 0.03))
    // one call a millisecond and 5.5 ms held back: overtaken unless all of the next five are held back too, or it is among the last
    expect(overtaken(echo.arrivals.map(({ root }) => root))).toBeGreaterThanOrEqual(heldBack - 5)
    expect(link.replies.reordered).toBeGreaterThan(0)
  })

  it("turns into waiting behind the one held back where the link keeps the order", () => {
    const { echo, client, link } = runEstate({ calls, link: { ...reordering, ordered: true } })
    expect(link.requests.reordered).toBeGreaterThan(0)
    expect(overtaken(echo.arrivals.map(({ root }) => root))).toBe(0)
    expect(overtaken(client.records.map(({ root }) => root))).toBe(0)
    // five more wait behind each one held back
    const late = echo.arrivals.filter(({ root, atNs }) => atNs - root * MS > MS).length
    expect(late).toBeGreaterThan(5 * link.requests.reordered * 0.8)
  })
})

describe("order", () => {
  it("holds against the jitter of the latency, which else overtakes", () => {
    const latency = exponential({ mean: 5 * MS })
    const free = runEstate({ calls: 2000, link: { latency } })
    expect(overtaken(free.echo.arrivals.map(({ root }) => root))).toBeGreaterThan(500)
    const ordered = runEstate({ calls: 2000, link: { latency, ordered: true } })
    expect(overtaken(ordered.echo.arrivals.map(({ root }) => root))).toBe(0)
    for (const { latencyNs, networkNs } of ordered.client.records) expect(networkNs).toBe(latencyNs)
  })
})
