import { describe, expect, it } from "vitest"
import { ddosProtection } from "../../../components/ddos-protection/index.ts"
import { LatencyMetric } from "../../../index.ts"
import { countOf, edgeOf } from "../../scenarios/run/support.ts"
import { expectDeterministic } from "../support/checks.ts"
import { mistakesIn, World } from "../support/world.ts"
import { dropped, estate, flooded, run, share, steady } from "./support.ts"

/** 5 a second, 20 a second from 10.0 s to before 20 s, 5 a second again. */
const wave = [...steady(0, 10_000, 200), ...steady(10_000, 20_000, 50), ...steady(20_000, 60_000, 200)]

describe("detection", () => {
  it.each([
    // The window from 10 s to 11 s is the first with more than 10; it lasts until 20 s, and 5 s of hold-down.
    [{}, [[11_000, 24_800]], 1000],
    [{ confirm: "3s" }, [[13_000, 24_800]], 3000],
    [{ confirm: "2500ms" }, [[13_000, 24_800]], 3000],
    [{ mitigationDelay: "4s" }, [[15_000, 24_800]], 5000],
    [{ window: "500ms" }, [[10_500, 24_800]], 500],
    [{ requestsAbove: "20/s" }, [], Number.NaN],
    // After 4 s it stops, and finds the same once more.
    [
      { timeout: "4s" },
      [
        [11_000, 14_950],
        [16_000, 19_950],
      ],
      1000,
    ],
  ])("with %j drops %j", (the, rows, mitigatedMs) => {
    const world = run({ holdDown: "5s", ...the }, wave)
    expect(dropped(world)).toEqual(rows)
    const { count, sumNs } = world.latencies("shield.timeToMitigate")
    expect(count).toBe(rows.length)
    if (rows.length > 0) expect(sumNs / count / 1e6).toBe(mitigatedMs)
    expect([world.count("shield.detections"), world.count("shield.recoveries")]).toEqual([rows.length, rows.length])
  })

  it("goes by bytes where it is told to", () => {
    const asks = wave.map((ask, index) => ({ ...ask, bytes: index < 100 ? 1000 : 10 }))
    // Small from 12.5 s on: 10.1 kB from 12 s to 13 s.
    const world = run({ requestsAbove: undefined, bytesAbove: "10kB/s", holdDown: "5s" }, asks)
    expect(dropped(world)).toEqual([[11_000, 17_950]])
  })

  it("learns what is usual, and takes so many times of it for an attack", () => {
    const learning = { requestsAbove: undefined, baselineTimes: 3, holdDown: "5s" }
    expect(dropped(run({ ...learning, learns: "8s" }, wave))).toEqual([[11_000, 24_800]])
    // Not learned yet when the attack begins: then it is usual.
    expect(dropped(run({ ...learning, learns: "30s" }, wave))).toEqual([])
    expect(dropped(run({ ...learning, learns: "30s", baseline: "5/s" }, wave))).toEqual([[11_000, 24_800]])
    expect(dropped(run({ ...learning, learns: "30s", baseline: "9/s" }, wave))).toEqual([])
  })

  it("of each key by itself leaves the others alone", () => {
    const quiet = steady(0, 20_000, 100, { key: 1 }).filter((_, index) => index % 2 === 0)
    const loud = steady(5000, 15_000, 40, { key: 2 })
    const world = run({ per: "key", holdDown: "5s" }, [...quiet, ...loud])
    const lost = world.driver.answers.filter(({ outcome }) => outcome === "lost")
    expect(lost.every(({ call }) => call >= quiet.length)).toBe(true)
    // 5 s to 6 s pass: 25 of 250.
    expect(lost).toHaveLength(225)
    expect(world.count("shield.detections")).toBe(1)
    // As a whole nobody is left alone.
    expect(run({ per: "all" }, [...quiet, ...loud]).count("shield.attackScrubbed")).toBeGreaterThan(225)
  })

  it("of each key forgets those that are gone", () => {
    const asks = Array.from({ length: 3000 }, (_, index) => ({ atMs: 10 * index, key: index }))
    const world = run({ per: "key" }, asks)
    const { extension } = Object(world.actorOf("shield").snapshot())
    expect(Object(extension).watches.size).toBeLessThan(2000)
    expect(dropped(world)).toEqual([])
  })
})

describe("scrubbing", () => {
  it("drops most of the attack and a little of the rest", () => {
    const whole = flooded({ requestsAbove: "500/s", scrubs: "95%", collateral: "10%", holdDown: "10s" })
    // Found after 3 s of 10 s; scrubbing ends 10 s after the attack: 17 s of the readers' 30 s.
    expect(share(whole, "shield.attackScrubbed", "shield.attackSeen")).toBeCloseTo((7 / 10) * 0.95, 1.5)
    expect(share(whole, "shield.benignScrubbed", "shield.benignSeen")).toBeCloseTo((17 / 30) * 0.1, 1.5)
    expect(share(whole, "readers.succeeded", "readers.offered")).toBeCloseTo(1 - (17 / 30) * 0.1, 1.5)
  })

  it.each(["lost", "rejected"])("answers as it is told: %s", (answers) => {
    const world = run({ answers }, wave)
    expect(new Set(world.driver.answers.map(({ outcome }) => outcome))).toEqual(new Set(["ok", answers]))
  })

  it("takes a rush of customers for an attack", () => {
    const rush = flooded({ requestsAbove: "500/s", collateral: "20%", attackers: [] })
    expect(countOf(rush, "shield.attackSeen")).toBe(0)
    expect(countOf(rush, "shield.benignScrubbed")).toBeGreaterThan(1000)
  })
})

describe("the pipe", () => {
  // 1,100/s of 4 kB are 2.2 times what the pipe carries: 1 - 1/2.2 of it is lost.
  const the = { bytesAbove: "1MB/s", pipe: { bandwidth: "2MB/s", buffer: "20ms" }, scrubs: "100%", collateral: "0%" }

  it("is full until the attack is scrubbed before it", () => {
    const [before, behind] = [flooded(the), flooded({ ...the, place: "behind-pipe" })]
    // 3 s of 30 s, and 10 s of them.
    expect(share(before, "shield.benignLost", "readers.offered")).toBeCloseTo((3 / 30) * 0.545, 1.5)
    expect(share(behind, "shield.benignLost", "readers.offered")).toBeCloseTo((10 / 30) * 0.545, 1.5)
    expect(countOf(behind, "shield.attackScrubbed")).toBeGreaterThan(2000)
    for (const whole of [before, behind]) {
      const dropped = ["attackScrubbed", "benignScrubbed", "attackLost", "benignLost"]
      const gone = dropped.reduce((sum, name) => sum + countOf(whole, `shield.${name}`), 0)
      const offered = countOf(whole, "readers.offered") + countOf(whole, "bot-net.offered")
      // What is under way in the end is in the pipe or at work.
      expect(Math.abs(edgeOf(whole, "shield -> site").calls - (offered - gone))).toBeLessThan(10)
    }
  })

  it("delays what it carries, by no more than its buffer", () => {
    const asks = steady(0, 100, 10, { bytes: 10_000 })
    const slow = { requestsAbove: "1000/s", pipe: { bandwidth: "500kB/s", buffer: "30ms" } }
    const world = run(slow, asks)
    const waits = world.driver.answers.filter(({ outcome }) => outcome === "ok").map(({ queuedNs }) => queuedNs / 1e6)
    // 20 ms each, one each 10 ms: the queue grows by 10 ms with each until it is full.
    expect(waits.slice(0, 4)).toEqual([20, 30, 40, 50])
    expect(Math.max(...waits)).toBeLessThanOrEqual(50)
    expect(world.driver.answers.some(({ outcome }) => outcome === "lost")).toBe(true)
  })
})

describe("the profiles", () => {
  const profile = (name: string) => ddosProtection.profiles.find((one) => one.profile === name)?.params ?? {}
  const pipe = { bandwidth: "2MB/s", buffer: "20ms" }
  const seen = (name: string, the: object) => {
    const whole = flooded({ ...profile(name), pipe, ...the })
    const mitigated = whole.metric("shield.timeToMitigate")
    return {
      seconds: mitigated instanceof LatencyMetric ? mitigated.wholeRun.max / 1e9 : Number.NaN,
      detections: countOf(whole, "shield.detections"),
      benignLost: share(whole, "shield.benignLost", "readers.offered"),
      benignScrubbed: countOf(whole, "shield.benignScrubbed"),
    }
  }

  it("differ: within seconds before the pipe, after the attack is over, and behind the pipe by flow", () => {
    const cloudflare = seen("cloudflare-ddos", { baseline: "100/s" })
    const aws = seen("aws-shield-advanced", { baseline: "100/s" })
    const juniper = seen("juniper-scfd", {})
    expect(cloudflare.seconds).toBe(3)
    expect(cloudflare.benignLost).toBeLessThan(0.08)
    expect(cloudflare.benignScrubbed).toBeGreaterThan(0)
    // An attack of 10 s is over before AWS is sure of it.
    expect(aws.detections).toBe(0)
    expect(aws.benignLost).toBeGreaterThan(0.12)
    expect(juniper.seconds).toBeGreaterThanOrEqual(3)
    expect(juniper.benignLost).toBeGreaterThan(0.12)
    // Readers with the keys of bots, 2 in 100, and nobody else.
    expect(juniper.benignScrubbed).toBeLessThan(100)
  })

  it("need nothing but a target, and the learning ones what they have learned", () => {
    for (const { profile: name, params, sources } of ddosProtection.profiles) {
      expect(sources.length, name).toBeGreaterThan(1)
      expect(mistakesIn({ kind: "ddos-protection", to: "site", ...params }), name).toEqual([])
    }
  })
})

describe("the component", () => {
  it("declares the measures it takes", () => {
    const world = new World(estate({}, []))
    for (const metric of ddosProtection.metrics)
      expect(world.metrics.get(`shield.${metric.name}`), metric.name).toBeDefined()
  })

  it("is the same again, and goes on from a snapshot", () => {
    const the = { per: "key", scrubs: "50%", holdDown: "5s", pipe: { bandwidth: "40kB/s", buffer: "1s" } }
    const asks = wave.map((ask, index) => ({ ...ask, key: index % 2, bytes: 1500 }))
    const world = expectDeterministic(estate({ ...the, requestsAbove: "5/s" }, asks), 10.02e9)
    expect(world.count("shield.attackScrubbed")).toBeGreaterThan(20)
  })

  it("forgets what it has found in a crash", () => {
    const world = new World(estate({ holdDown: "1h" }, wave)).start().run(30.1e9)
    world.actorOf("shield").onFault("crash", true, 0)
    world.actorOf("shield").onFault("crash", false, 0)
    expect(dropped(world.run())).toEqual([[11_000, 30_000]])
  })

  it.each([
    [{}, "says nowhere what an attack is"],
    [{ baselineTimes: 0.5 }, "baselineTimes: "],
    [{ requestsAbove: "10/s", baseline: "5/s" }, "baseline: baseline goes with baselineTimes"],
    [{ requestsAbove: "10/s", learns: "5s" }, "learns: learns goes with baselineTimes"],
    [{ baselineTimes: 3, per: "key" }, "baselineTimes: a baseline is that of the traffic as a whole"],
    [{ requestsAbove: "10/s", scrubs: "120%" }, "scrubs: "],
    [{ requestsAbove: "10/s", window: "0s" }, "window: "],
    [{ requestsAbove: "10/s", pipe: { buffer: "1s" } }, 'pipe: missing key "bandwidth"'],
    [{ requestsAbove: "10/s", place: "home" }, "place: "],
  ])("refuses %j", (the, message) => {
    expect(mistakesIn({ kind: "ddos-protection", to: "site", ...the }).join("\n")).toContain(message)
  })
})
