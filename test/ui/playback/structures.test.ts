import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { NO_ROW } from "../../../engine/index.ts"
import { ActorIndex } from "../../../ui/playback/actor-index.ts"
import { rowOf } from "../../../ui/playback/moment.ts"
import { endOf } from "../../../ui/playback/spans.ts"
import { awkward, numbers, recorded } from "./support.ts"

const all = recorded(awkward, "events")
const { playback, run, actors } = all
const { spans, events } = playback.recording
const instant = fc.integer({ min: 0, max: run.nowNs })

describe("calls under way", () => {
  it("are those that have begun and not ended, and few others are looked at", () => {
    const found = new Int32Array(spans.count)
    const work = { nodes: 0, rows: 0 }
    fc.assert(
      fc.property(instant, (tNs) => {
        const count = playback.tree.query(tNs, found, work)
        const expected = [...Array(spans.count).keys()].filter(
          (row) => spans.start(row) <= tNs && endOf(spans, row) > tNs,
        )
        expect([...found.subarray(0, count)]).toEqual(expected)
        // A leaf of 64 rows is read for a call in it, and the one in which some have not begun; above are two levels.
        expect(work.rows).toBeLessThanOrEqual(64 * (count + 1))
        expect(work.nodes).toBeLessThanOrEqual(64 * (count + 2))
      }),
      { numRuns: 50 },
    )
  })

  it("are counted by edge and outcome, tries in place of the call they are tries of", () => {
    for (const tNs of numbers(3, 20, all.wholeUntilNs)) {
      playback.seek(tNs)
      const to = new Array(actors.length).fill(0)
      for (const { to: actor, byOutcome } of playback.inFlight.edges(tNs)) {
        to[actor] += byOutcome.reduce((sum, count) => sum + count, 0)
      }
      expect(to).toEqual(actors.map((_, actor) => playback.inFlightTo(actor)))
    }
  })
})

describe("moments", () => {
  it("are in the order of time, each call's in its own", () => {
    const { moments } = playback
    const misplaced = [...Array(moments.length - 1).keys()].filter((at) => {
      const [now, next] = [moments.timeAt(at), moments.timeAt(at + 1)]
      return now > next || (now === next && moments.at(at) >= moments.at(at + 1))
    })
    expect(misplaced).toEqual([])
  })

  it("lead from one to the next of a replica, and back", () => {
    const { moments, cursor } = playback
    for (const actor of [0, 1, 3]) {
      const places = [...Array(moments.length).keys()].filter((place) => moments.actorAt(place) === actor)
      playback.seek(-1)
      for (const place of places.slice(0, 50)) {
        expect(playback.nextOfActor(actor)).toBe(true)
        expect(cursor.place).toBe(place + 1)
      }
      for (const place of places.slice(0, 49).reverse()) {
        expect(playback.previousOfActor(actor)).toBe(true)
        expect(cursor.place).toBe(place + 1)
      }
    }
  })

  it("lead from one to the next of a request, and back", () => {
    const { moments, requests, cursor } = playback
    const roots = numbers(5, 20, spans.count).map((row) => requests.rootOf(row))
    for (const root of roots) {
      expect(spans.parent(root)).toBe(NO_ROW)
      const places = [...Array(moments.length).keys()].filter(
        (place) => requests.rootOf(rowOf(moments.at(place))) === root,
      )
      playback.seek(-1)
      for (const place of places) {
        expect(playback.nextOfRequest(root)).toBe(true)
        expect(cursor.place).toBe(place + 1)
      }
      expect(playback.nextOfRequest(root)).toBe(false)
      for (const place of places.slice(0, -1).reverse()) {
        expect(playback.previousOfRequest(root)).toBe(true)
        expect(cursor.place).toBe(place + 1)
      }
      expect(playback.previousOfRequest(root)).toBe(false)
    }
  })
})

describe("requests", () => {
  it("have all their spans and no other's", () => {
    const { requests } = playback
    const seen = new Set<number>()
    for (let root = 0; root < spans.count; root++) {
      if (spans.parent(root) !== NO_ROW) continue
      for (const row of requests.rowsOf(root)) {
        expect(requests.rootOf(row)).toBe(root)
        seen.add(row)
      }
    }
    expect(seen.size).toBe(spans.count)
  })

  it("know calls whose tries have spans of their own: those of the pair with a policy of retries", () => {
    const stock = actors.indexOf("stock")
    for (let row = 0; row < spans.count; row++) {
      const parent = spans.parent(row)
      const byWeb = parent !== NO_ROW && spans.actor(parent) !== stock
      expect(playback.requests.isLogical(row)).toBe(spans.actor(row) === stock && byWeb)
    }
  })
})

describe("events", () => {
  it("lead from one to the next of an actor, and back", () => {
    const web = actors.indexOf("web[1]")
    const rows = [...Array(events.count).keys()].filter((row) => events.actor(row) === web)
    let at = -1
    for (const row of rows.slice(0, 100)) {
      at = playback.events.nextOf(web, at + 1)
      expect(at).toBe(row)
    }
    for (const row of rows.slice(0, 99).reverse()) {
      at = playback.events.previousOf(web, at)
      expect(at).toBe(row)
    }
    expect(playback.events.bytes / events.count).toBeLessThanOrEqual(1)
  })

  it("are counted up to an instant", () => {
    const countBy = (tNs: number) => [...Array(events.count).keys()].filter((row) => events.time(row) <= tNs).length
    for (const tNs of [...numbers(9, 10, run.nowNs), events.time(100)]) {
      expect(playback.events.countBy(tNs)).toBe(countBy(tNs))
    }
  })
})

describe("an index of actors", () => {
  it("reads only blocks in which an actor may be", () => {
    let reads = 0
    const actorAt = (place: number) => {
      reads++
      return place === 700_000 ? 9 : 1
    }
    const index = new ActorIndex({ length: 1_000_000, actorAt })
    index.renew(0)
    reads = 0
    expect(index.next(9, 0)).toBe(700_000)
    expect(index.previous(9, 1_000_000)).toBe(700_000)
    expect(index.next(9, 700_001)).toBe(-1)
    expect(reads).toBeLessThanOrEqual(3 * 1_024)
  })
})
