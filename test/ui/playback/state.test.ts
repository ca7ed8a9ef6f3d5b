import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import type { ScenarioPlan } from "../../../scenarios/plan.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { KEYFRAME_DELTAS } from "../../../ui/playback/keyframes.ts"
import type { Playback } from "../../../ui/playback/playback.ts"
import { awkward, libraryPlan, numbers, type Recorded, recorded, watched } from "./support.ts"

const INSTANTS = 40

/** [replica, queue, busy slots] of all replicas that have some, at some instants: as played, and as a second run has it. */
function bothAt(plan: ScenarioPlan, { playback, actors, wholeUntilNs }: Recorded) {
  const run = new Run(plan)
  const instants = [...numbers(7, INSTANTS, wholeUntilNs)].sort((a, b) => a - b)
  const engines = instants.map((tNs) => {
    run.advance(tNs)
    return actors.map((_, actor) => {
      const server = run.estate.sim.servers[actor]
      return server && [server.line.length, server.busy]
    })
  })
  // Played in another order, so that it goes both ways.
  const played = new Map(
    [...instants].sort((a, b) => (a % 1_000) - (b % 1_000)).map((tNs) => [tNs, stateAt(playback, tNs)]),
  )
  const ours = instants.map((tNs) =>
    actors.map((_, actor) => run.estate.sim.servers[actor] && played.get(tNs)?.[actor]),
  )
  return { engines, ours }
}

function stateAt(playback: Playback, tNs: number): readonly (readonly number[])[] {
  playback.seek(tNs)
  return playback.recording.actors.map((_, actor) => [playback.queueOf(actor), playback.busyOf(actor)])
}

describe("the state at an instant is the engine's", () => {
  it.each([
    ["mm1", 10],
    ["chain", 1],
    ["checkout", 1],
    ["pool-size", 1],
    ["fan-out", 1],
  ])("from calls alone: %s", (name, seconds) => {
    const plan = libraryPlan(name, seconds)
    const { engines, ours } = bothAt(plan, recorded(plan))
    expect(ours).toEqual(engines)
    expect(engines.flat(2).some((level) => (level ?? 0) > 0)).toBe(true)
  })

  it("from watched slots, where calls alone do not tell", () => {
    const all = watched(awkward)
    const { engines, ours } = bothAt(awkward, { ...all, wholeUntilNs: all.run.nowNs })
    expect(ours).toEqual(engines)
    const { engines: same, ours: guesses } = bothAt(awkward, recorded(awkward))
    expect(guesses).not.toEqual(same)
  })
})

describe("watching slots", () => {
  it("changes nothing of a run", () => {
    const [seen, unseen] = [watched(awkward), recorded(awkward)]
    expect(seen.run.digest).toBe(unseen.run.digest)
    expect(seen.run.events).toBe(unseen.run.events)
    expect(seen.run.finished).toBe(true)
  })
})

describe("moving through a run", () => {
  const { playback, run } = watched(awkward)
  const { cursor, moments } = playback
  const snapshot = () => [cursor.place, cursor.nowNs, [...cursor.state], stateNow()]
  const stateNow = () => playback.recording.actors.map((_, actor) => [playback.queueOf(actor), playback.busyOf(actor)])

  it("steps forth and back to where it was", () => {
    fc.assert(
      fc.property(fc.nat(moments.length), fc.integer({ min: 1, max: 300 }), (place, steps) => {
        playback.seek(moments.timeAt(Math.min(place, moments.length - 1)))
        const before = snapshot()
        let moved = 0
        while (moved < steps && playback.next()) moved++
        for (let i = 0; i < moved; i++) playback.previous()
        expect(snapshot()).toEqual(before)
      }),
      { numRuns: 60 },
    )
  })

  it("is the same whichever way an instant is reached", () => {
    const instant = fc.integer({ min: 0, max: run.nowNs })
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 8 }), instant, (detour, tNs) => {
        playback.seek(tNs)
        const straight = snapshot()
        for (const other of detour) playback.seek(other)
        playback.seek(tNs)
        expect(snapshot()).toEqual(straight)
      }),
      { numRuns: 60 },
    )
  })

  it("touches no more than half a keyframe's moments, and comes out at nothing", () => {
    playback.seek(0)
    expect(playback.seek(run.nowNs)).toBeLessThanOrEqual(KEYFRAME_DELTAS)
    for (const level of cursor.state) expect(level).toBeGreaterThanOrEqual(0)
    playback.seek(-1)
    expect(cursor.state.every((level) => level === 0)).toBe(true)
    expect(playback.previous()).toBe(false)
  })
})
