import { describe, expect, it } from "vitest"
import { EventTable, NO_ACTOR, NO_ROW, OK, SpanTable } from "../../../../engine/index.ts"
import { componentsOf } from "../../../../ui/playback/components.ts"
import { Playback } from "../../../../ui/playback/playback.ts"
import { type Causes, causesOf, factsOf, NO_FACTS, red } from "../../../../ui/playback/questions/index.ts"
import { LONG } from "../../../setup/long.ts"
import { type Planted, type Played, planted, play } from "./planted.ts"

/** Estates with one thing wrong in them: 13 of each of eight kinds at full length. */
const ESTATES = LONG ? 104 : 16
/** The promise (issue 4): the planted cause is the first of the list. */
const SHARE_FIRST = 0.95

/** What a person would drag a box around: the slowest twentieth of the run. */
function causesOfSlowest({ playback, facts, endNs }: Played): Causes {
  const time = { fromNs: 0, toNs: endNs }
  const p95 = red(playback, null, time).latency.find(({ q }) => q === 0.95)?.ns ?? Number.NaN
  return causesOf(playback, { subject: null, time, latency: { fromNs: p95, toNs: Infinity } }, facts)
}

describe("the causes of what is in a box", () => {
  it(`have what was planted first, in ${100 * SHARE_FIRST} % of generated estates`, { timeout: 300_000 }, () => {
    const missed: string[] = []
    for (let number = 0; number < ESTATES; number++) {
      const one: Planted = planted(number)
      const played = play(one, String(number))
      const { causes } = causesOfSlowest(played)
      const [first] = causes
      if (first === undefined || !one.isIt(first, played)) missed.push(`${number} ${one.what}: ${first?.text}`)
    }
    expect(missed.length / ESTATES, missed.join("; ")).toBeLessThanOrEqual(1 - SHARE_FIRST)
  })

  it("are ranked by how much more common they are inside, with shares that were counted", () => {
    const played = play(planted(1), "1")
    const { inside, outside, insideRead, outsideRead, causes } = causesOfSlowest(played)
    expect([insideRead, outsideRead]).toEqual([inside, outside])
    const scores = causes.map(({ score }) => score)
    expect(scores).toEqual(scores.toSorted((a, b) => b - a))
    for (const { insideShare, outsideShare, lift, score } of causes) {
      expect(Number.isInteger(Math.round(insideShare * inside * 1e6) / 1e6)).toBe(true)
      expect(lift).toBeCloseTo(insideShare / outsideShare, 9)
      expect(score).toBeLessThan(insideShare - outsideShare)
      expect(score).toBeGreaterThan(0)
    }
  })

  it("are no circumstances where the box holds a random half", () => {
    const { playback } = tableOf((i) => ({ actor: i % 3, durationNs: 100 + (Math.imul(i, 0x9e37_79b1) >>> 31) }))
    const box = { subject: null, time: { fromNs: 0, toNs: 1e9 }, latency: { fromNs: 101, toNs: Infinity } }
    const { inside, outside, causes } = causesOf(playback, box)
    expect(inside + outside).toBe(CALLS)
    // Where the time went is no chance; who had it is.
    expect(causes.map(({ text }) => text)).toEqual(["held up by work at web"])
  })

  it("are read from an even sample where calls are many, and come to the same", () => {
    const { playback } = tableOf((i) => ({ actor: i % 3, durationNs: i % 3 === 2 ? 5_000 : 100 }), 100_000)
    const box = { subject: null, time: { fromNs: 0, toNs: 1e9 }, latency: { fromNs: 1_000, toNs: Infinity } }
    const { inside, outside, insideRead, outsideRead, causes } = causesOf(playback, box)
    expect([inside, outside, insideRead, outsideRead]).toEqual([33_333, 66_667, 30_000, 30_000])
    expect(causes[0]).toMatchObject({ text: "went to web[2]", insideShare: 1, outsideShare: 0 })
  })

  it("are none where nothing is inside, or nothing outside", () => {
    const { playback } = tableOf((i) => ({ actor: i % 3, durationNs: 100 + i }))
    const time = { fromNs: 0, toNs: 1e9 }
    for (const latency of [
      { fromNs: 0, toNs: 1 },
      { fromNs: 0, toNs: Infinity },
    ]) {
      expect(causesOf(playback, { subject: null, time, latency }).causes).toEqual([])
    }
  })

  it.each([
    ["replica", "went to web[2]"],
    ["zone", "went to zone b"],
  ])("tell a %s that is slow", (kind, text) => {
    const facts = { ...NO_FACTS, zones: ["a", "a", "b"] }
    const { playback } = tableOf((i) => ({ actor: i % 3, durationNs: i % 3 === 2 ? 5_000 : 100 }))
    const box = { subject: null, time: { fromNs: 0, toNs: 1e9 }, latency: { fromNs: 1_000, toNs: Infinity } }
    const found = causesOf(playback, box, facts).causes.find((cause) => cause.kind === kind)
    expect(found).toMatchObject({ text, insideShare: 1, outsideShare: 0, lift: Number.POSITIVE_INFINITY })
  })
})

const CALLS = 900

/** Calls of clients to the replicas of `web`, one after the other. */
function tableOf(call: (i: number) => { readonly actor: number; readonly durationNs: number }, calls = CALLS) {
  const spans = new SpanTable()
  for (let i = 0; i < calls; i++) {
    const { actor, durationNs } = call(i)
    const row = spans.open(NO_ROW, i * 1_000, 0)
    spans.place(row, actor, 1)
    spans.close(row, i * 1_000 + durationNs, OK, { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 })
  }
  const playback = new Playback({ spans, events: new EventTable(), actors: ["web[0]", "web[1]", "web[2]"] })
  return { playback }
}

describe("facts", () => {
  const actors = ["pg", "shop", "web[0]", "web[1]"]
  const components = componentsOf(actors)
  const topology = {
    nodes: [
      { name: "web", zones: ["a", "b"], actors: [2, 3], slots: 8 },
      { name: "pg", zones: [], actors: [0], slots: null },
    ],
    edges: [{ to: "web" }, { to: "pg" }],
    actors,
    operations: ["page"],
  }
  const faultOf = (...targets: readonly string[]) =>
    factsOf(components, topology, [{ kind: "fault", label: "it", targets, fromNs: 1, toNs: 2 }]).faults

  it("say zones by replica and slots by component", () => {
    const { zones, slots, operations } = factsOf(components, topology, [])
    expect([zones[0], zones[2], zones[3]]).toEqual([undefined, "a", "b"])
    expect(slots).toEqual([null, null, 8])
    expect(operations).toEqual(["page"])
  })

  it.each([
    [["web[1]"], [3], null],
    [["web"], [2, 3], null],
    [["web[0]", "pg"], [2, 0], null],
    [["web -> pg"], [0], [2, 3]],
    [["shop -> web"], [2, 3], [1, NO_ACTOR]],
  ])("say whose calls a fault of %j can touch", (targets, callees, callers) => {
    expect(faultOf(...targets)).toEqual([{ label: "it", fromNs: 1, toNs: 2, callees, callers }])
  })

  it("leave out what is no fault", () => {
    const breach = { kind: "breach", label: "p99", targets: ["web"], fromNs: 1, toNs: 2 }
    expect(factsOf(components, topology, [breach]).faults).toEqual([])
  })
})
