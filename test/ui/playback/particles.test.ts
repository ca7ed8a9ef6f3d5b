import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { NO_ACTOR, OK, SpanTable, TIMEOUT } from "../../../engine/index.ts"
import { emptyPhases, readPhases } from "../../../ui/playback/call-phases.ts"
import { frameHash } from "../../../ui/playback/frame-hash.ts"
import { sampleRows } from "../../../ui/playback/particle-sample.ts"
import {
  AT_WORK,
  legAt,
  ON_THE_WAY,
  ON_THE_WAY_BACK,
  particlesOf,
  shareAt,
  WAITING,
} from "../../../ui/playback/particles.ts"
import { readShownPhases } from "../../../ui/playback/shown-phases.ts"
import { awkward, watched } from "./support.ts"

const { playback, run, wholeUntilNs } = watched(awkward)
const out = particlesOf(10_000)
const nameOf = (actor: number) => playback.recording.actors[actor]?.replace(/\[.*/, "")
const NONE = { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }

/** A table of calls to actor 0 that end in these outcomes. */
function tableOf(outcomes: readonly number[], parts = NONE, durationNs = 100): SpanTable {
  const table = new SpanTable()
  for (const outcome of outcomes) {
    const row = table.open(-1, 0, 0)
    table.place(row, 0, 0)
    table.close(row, durationNs, outcome, parts)
  }
  return table
}

describe("the place of a call", () => {
  const table = tableOf([OK], { ...NONE, networkNs: 20, queueNs: 30 })
  // 10 ns there, 30 waiting, 50 at work, 10 back.
  it.each([
    [0, ON_THE_WAY, 0],
    [5, ON_THE_WAY, 0.5],
    [10, WAITING, 0],
    [25, WAITING, 0.5],
    [40, AT_WORK, 0],
    [65, AT_WORK, 0.5],
    [90, ON_THE_WAY_BACK, 0],
    [99, ON_THE_WAY_BACK, 0.9],
  ])("after %i ns", (tNs, leg, share) => {
    const phases = readPhases(table, 0, emptyPhases())
    expect(legAt(tNs, phases)).toBe(leg)
    expect(shareAt(tNs, phases, leg)).toBeCloseTo(share, 12)
  })
})

describe("the way of a call over a link that takes no time", () => {
  const shown = (outcome: number, parts = NONE) => readShownPhases(tableOf([outcome], parts, 80), 0, emptyPhases())

  it("is shown in the first eighth of its time, and in the last if it was answered", () => {
    expect(shown(OK)).toEqual({ startNs: 0, arriveNs: 10, seatNs: 10, leaveNs: 70, endNs: 80 })
    expect(shown(OK, { ...NONE, queueNs: 30 })).toMatchObject({ arriveNs: 10, seatNs: 30, leaveNs: 70 })
    expect(shown(TIMEOUT)).toMatchObject({ arriveNs: 10, leaveNs: 80 })
  })

  it("is what it was where the link takes time", () => {
    expect(shown(OK, { ...NONE, networkNs: 4 })).toMatchObject({ arriveNs: 2, seatNs: 2, leaveNs: 78 })
  })

  it("never has an instant before the one above it", () => {
    const nat = fc.nat({ max: 1_000 })
    fc.assert(
      fc.property(nat, nat, fc.constantFrom(OK, TIMEOUT), (queueNs, moreNs, outcome) => {
        const table = tableOf([outcome], { ...NONE, queueNs }, queueNs + moreNs)
        const { startNs, arriveNs, seatNs, leaveNs, endNs } = readShownPhases(table, 0, emptyPhases())
        const instants = [startNs, arriveNs, seatNs, leaveNs, endNs]
        expect(instants).toEqual(instants.toSorted((a, b) => a - b))
      }),
    )
  })
})

describe("a frame", () => {
  const frameAt = (tNs: number) => {
    playback.seek(tNs)
    playback.particles.draw(tNs, out)
    return frameHash(out, playback.cursor.state)
  }

  it("is the same forwards, backwards and after any detour", () => {
    const instant = fc.integer({ min: 0, max: run.nowNs })
    fc.assert(
      fc.property(fc.array(instant, { minLength: 2, maxLength: 12 }), (instants) => {
        const sorted = [...instants].sort((a, b) => a - b)
        const forwards = sorted.map(frameAt)
        const backwards = sorted.toReversed().map(frameAt).toReversed()
        expect(backwards).toEqual(forwards)
        expect(instants.map(frameAt)).toEqual(instants.map((tNs) => forwards[sorted.indexOf(tNs)]))
      }),
      { numRuns: 30 },
    )
    expect(frameAt(wholeUntilNs / 2)).not.toBe(frameAt(wholeUntilNs / 3))
  })

  it("shows the calls under way to each replica, no more and no fewer", () => {
    for (let tNs = 0; tNs < wholeUntilNs; tNs += 1e8) {
      playback.seek(tNs)
      const { total } = playback.particles.draw(tNs, out)
      const to = playback.recording.actors.map((_, actor) => playback.inFlightTo(actor))
      expect(to.map((_, actor) => out.to.subarray(0, out.count).filter((one) => one === actor).length)).toEqual(to)
      expect(out.count).toBe(total.reduce((sum, count) => sum + count, 0))
      for (let i = 0; i < out.count; i++) {
        expect(out.to[i]).not.toBe(NO_ACTOR)
        // shop calls web, and web stock.
        const from = nameOf(out.from[i] ?? NO_ACTOR)
        expect([from, nameOf(out.to[i] ?? NO_ACTOR)]).toEqual(from === "shop" ? ["shop", "web"] : ["web", "stock"])
        expect(out.share[i]).toBeGreaterThanOrEqual(0)
        expect(out.share[i]).toBeLessThanOrEqual(1)
      }
    }
  })
})

describe("a sample", () => {
  it("keeps to its limit, leaves no outcome out and says its ratio", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(4), { maxLength: 3_000 }), fc.integer({ min: 40, max: 200 }), (outcomes, limit) => {
        const table = tableOf(outcomes)
        const rows = Int32Array.from(outcomes.keys())
        const { total, shown, oneIn } = sampleRows(table, rows, limit)
        const kept = rows.subarray(
          0,
          shown.reduce((sum, count) => sum + count, 0),
        )
        expect(kept.length).toBeLessThanOrEqual(limit)
        for (let outcome = 0; outcome <= 4; outcome++) {
          const count = outcomes.filter((one) => one === outcome).length
          expect(total[outcome]).toBe(count)
          expect(shown[outcome]).toBe(kept.filter((row) => outcomes[row] === outcome).length)
          if (count * 5 <= limit) expect([shown[outcome], oneIn[outcome]]).toEqual([count, 1])
        }
      }),
      { numRuns: 60 },
    )
  })

  it("is about even, and a smaller one is part of a larger one", () => {
    const outcomes = Array.from({ length: 4_000 }, () => OK)
    const table = tableOf(outcomes)
    const keptBy = (limit: number) => {
      const rows = Int32Array.from(outcomes.keys())
      const { shown, oneIn } = sampleRows(table, rows, limit)
      const kept = rows.slice(0, shown[OK])
      // A binomial count: within five standard deviations of its mean.
      expect(Math.abs(kept.length - 4_000 / (oneIn[OK] ?? 0))).toBeLessThan(5 * Math.sqrt(4_000 / (oneIn[OK] ?? 1)))
      return new Set(kept)
    }
    const [few, many] = [keptBy(300), keptBy(1_100)]
    expect([...few].every((row) => many.has(row))).toBe(true)
    expect(few.size).toBeLessThan(many.size)
  })
})
