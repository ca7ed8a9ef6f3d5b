import { describe, expect, it } from "vitest"
import { constant } from "../../../engine/distributions/index.ts"
import type { FaultPlan } from "../../../engine/faults/plan.ts"
import { FAULT_VERBS, findVerb } from "../../../engine/faults/verbs/index.ts"
import { type EstateOptions, runEstate, TARGET_ECHO, TARGET_LINK } from "../support/estate.ts"

const MS = 1e6
const latency = constant({ value: MS })
/** One call a millisecond for 1000 ms, worked on for 2 ms; a fault from 300 to 500 ms. */
const FROM_MS = 300
const UNTIL_MS = 500
const CALLS = 1000

function during(word: string, amount: number, options: EstateOptions = {}) {
  const verb = findVerb(word)
  if (verb === undefined) throw new Error(`no verb ${word}`)
  const fault: FaultPlan = {
    verb,
    begins: true,
    targets: [verb.target === "link" ? TARGET_LINK : TARGET_ECHO],
    amount,
    // between two calls, so that it is plain which are hit
    timing: { kind: "timed", atNs: (FROM_MS - 0.5) * MS, forNs: (UNTIL_MS - FROM_MS) * MS },
  }
  const estate = runEstate({
    calls: CALLS,
    serviceNs: 2 * MS,
    timeoutNs: 20 * MS,
    link: { latency },
    ...options,
    faults: [fault],
  })
  expect(estate.simulation.frames.live).toBe(0)
  expect(estate.client.records.length).toBe(CALLS)
  expect(estate.faults.activeCount).toBe(0)
  return estate
}

/** Those sent in the fault's 200 ms, and those not. */
function split<T extends { readonly root: number }>(items: readonly T[]): { hit: T[]; spared: T[] } {
  const isHit = ({ root }: T) => root >= FROM_MS && root < UNTIL_MS
  return { hit: items.filter(isHit), spared: items.filter((item) => !isHit(item)) }
}

function near(count: number, trials: number, share: number): void {
  expect(Math.abs(count - trials * share)).toBeLessThan(5 * Math.sqrt(trials * share * (1 - share)))
}

describe("the list of verbs", () => {
  it("has one word for one thing", () => {
    const words = FAULT_VERBS.flatMap(({ verb, opposite }) => [verb, opposite])
    expect(new Set(words).size).toBe(words.length)
    for (const word of words) expect(word).toMatch(/^[a-z]+(-[a-z]+)*$/)
    for (const { verb, opposite } of FAULT_VERBS) expect(findVerb(opposite)).toBe(findVerb(verb))
    expect(findVerb("explode")).toBeUndefined()
  })

  it("asks for an amount exactly where there is one, and knows those of links", () => {
    for (const { amount, amountDefault, verb, target, summary } of FAULT_VERBS) {
      if (amount === "none") expect(amountDefault).toBeNull()
      expect(summary).toMatch(/\.$/)
      if (target === "link") during(verb, verb === "throttle" ? 1e9 : 0.5)
    }
  })
})

describe("components", () => {
  it("crash and restart: what is there and what comes fails until the end", () => {
    const { client } = during("crash", 0)
    // in the instant of the crash the calls sent 1.5 and 2.5 ms before are at the echo; the next one is on its way
    expect(client.count("unreachable")).toBe(2)
    expect(client.count("refused")).toBe(200)
    expect(client.count("ok")).toBe(CALLS - 202)
  })

  it("pause and resume: nothing is answered in between", () => {
    const { client, echo } = during("pause", 0, { timeoutNs: 1000 * MS })
    const { spared } = split(client.records)
    expect(client.count("ok")).toBe(CALLS)
    // the call of 299 ms arrives at 300; all that came in the pause is worked on from its end, at 499.5 ms, on: 2 ms and 1 ms back
    const held = client.records.filter(({ root, latencyNs }) => root * MS + latencyNs === (UNTIL_MS - 0.5 + 3) * MS)
    expect(held.length).toBe(202)
    expect(spared.filter(({ latencyNs }) => latencyNs === 4 * MS).length).toBeGreaterThan(CALLS - 200 - 5)
    expect(echo.faults.map(({ verb, on }) => `${verb} ${on}`)).toEqual(["pause true", "pause false"])
  })

  it("slow and restore: the work takes a multiple", () => {
    const { client } = during("slow", 3)
    // work begun in the 200 ms takes 6 ms instead of 2
    expect(client.records.filter(({ latencyNs }) => latencyNs === 8 * MS).length).toBe(200)
    expect(client.records.filter(({ latencyNs }) => latencyNs === 4 * MS).length).toBe(CALLS - 200)
  })
})

describe("links", () => {
  it("partition and heal: nothing gets through either way, except what was on its way", () => {
    const { client, echo, link } = during("partition", 1)
    // 200 requests, and the answers of the calls of 297, 298, 299 (their work ended at 300 and later)
    expect(echo.arrivals.length).toBe(CALLS - 200)
    expect(link.requests.partitioned).toBe(200)
    expect(link.replies.partitioned).toBe(3)
    expect(client.count("timeout")).toBe(203)
  })

  it("partition of a share is partial", () => {
    const { client, link } = during("partition", 0.3, { cancels: false })
    const through = 200 - link.requests.partitioned
    near(link.requests.partitioned, 200, 0.3)
    near(link.replies.partitioned, through, 0.3)
    expect(client.count("timeout")).toBe(link.counts().partitioned)
  })

  it("partition-requests is one-way", () => {
    const { link, echo } = during("partition-requests", 1)
    expect(echo.arrivals.length).toBe(CALLS - 200)
    expect(link.requests.partitioned).toBe(200)
    expect(link.replies.partitioned).toBe(0)
  })

  it("partition-replies is one-way: the callee does all its work", () => {
    const { link, echo, client } = during("partition-replies", 1)
    expect(echo.arrivals.length).toBe(CALLS)
    expect(link.requests.partitioned).toBe(0)
    expect(link.replies.partitioned).toBe(200)
    expect(client.count("timeout")).toBe(200)
  })

  it("lose and deliver: a share is lost each way, on top of what the link loses anyway", () => {
    const { link, client } = during("lose", 0.25, { cancels: false })
    near(link.requests.lost, 200, 0.25)
    near(link.replies.lost, 200 - link.requests.lost, 0.25)
    expect(client.count("timeout")).toBe(link.counts().lost)
    const both = during("lose", 0.5, { link: { latency, loss: 0.2, replyLoss: 0 }, cancels: false })
    // 800 messages at 0.2 and 200 at 1 - 0.8 * 0.5 = 0.6
    expect(Math.abs(both.link.requests.lost - 280)).toBeLessThan(5 * Math.sqrt(800 * 0.16 + 200 * 0.24))
  })

  it("delay and hasten: each message takes longer", () => {
    const { client } = during("delay", 3 * MS)
    const both = client.records.filter(({ networkNs }) => networkNs === 8 * MS).length
    const one = client.records.filter(({ networkNs }) => networkNs === 5 * MS).length
    // the 200 requests sent meanwhile are delayed; of these the calls of 300 to 493 ms are answered, 6 ms later, in time to
    // be delayed again, and so are the answers to the calls of 297, 298 and 299 ms
    expect(both).toBe(194)
    expect(one).toBe(6 + 3)
    expect(client.count("ok")).toBe(CALLS)
  })

  it("duplicate and deduplicate: a share arrives twice", () => {
    const { link, echo, client } = during("duplicate", 0.4)
    const { hit, spared } = split(echo.arrivals)
    near(hit.length - 200, 200, 0.4)
    expect(spared.length).toBe(CALLS - 200)
    expect(link.counts().duplicated).toBe(hit.length - 200)
    expect(client.count("ok")).toBe(CALLS)
  })

  it("reorder and order: a share is overtaken", () => {
    const { link, echo } = during("reorder", 0.2, { link: { latency, reorderDelayNs: 3.5 * MS } })
    near(link.requests.reordered, 200, 0.2)
    const late = echo.arrivals.filter(({ root, atNs }) => atNs - root * MS === 4.5 * MS)
    expect(late.length).toBe(link.requests.reordered)
    expect(split(late).spared.length).toBe(0)
  })

  it("throttle and unthrottle: messages queue for the wire and drain at the old rate afterwards", () => {
    // 1000 B a millisecond over 500 kB/s: each takes 2 ms, so the k-th of the 200 waits for the k before it
    const { client, echo } = during("throttle", 5e5, {
      bytes: 1000,
      timeoutNs: 10_000 * MS,
      link: { latency, replyBytes: constant({ value: 0 }) },
    })
    const { hit } = split(echo.arrivals)
    expect(hit.map(({ root, atNs }) => atNs - root * MS)).toEqual(hit.map((_, k) => (3 + k) * MS))
    expect(client.count("ok")).toBe(CALLS)
    // without a limit of its own the link is ideal but for its latency again
    expect(client.records.find(({ root }) => root === UNTIL_MS)?.networkNs).toBe(2 * MS)
  })

  it("throttle leaves the backlog of a link with its own bandwidth to drain at that rate", () => {
    const { client } = during("throttle", 5e5, {
      bytes: 1000,
      timeoutNs: 10_000 * MS,
      link: { latency, bandwidth: 4e6, replyBytes: constant({ value: 0 }) },
    })
    const networkOf = (root: number) => client.records.find((record) => record.root === root)?.networkNs
    // at 499.5 ms the wire is booked until 300 + 200 * 2 = 700 ms: 200.5 ms at an eighth, which is 25.0625 ms; the call of
    // 500 ms then waits until 524.5625 ms and takes 0.25 ms
    expect(networkOf(UNTIL_MS)).toBe((524.5625 + 0.25 - 500 + 2) * MS)
    expect(networkOf(CALLS - 1)).toBe(2.25 * MS)
  })

  it("refuses a verb it does not know", () => {
    const { link } = runEstate()
    expect(() => link.onFault("explode", true, 1)).toThrow(/explode/)
  })

  it("is ideal again when its last fault is over", () => {
    const { link } = runEstate()
    for (const { verb, target } of FAULT_VERBS) {
      if (target !== "link") continue
      link.onFault(verb, true, 0.5)
      expect(link.ideal, verb).toBe(false)
      link.onFault(verb, false, 0)
      expect(link.ideal, verb).toBe(true)
    }
  })
})
