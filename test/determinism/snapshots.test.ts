import { beforeAll, describe, expect, it } from "vitest"
import { LONG } from "../setup/long.ts"
import type { Restored, Restoring } from "./entries/restore.ts"
import type { TakenApart, TakingApart } from "./entries/take-apart.ts"
import { SCENARIOS, TAKEN_APART } from "./scenarios.ts"
import { answerOf, bundle } from "./worker.ts"

/** Events of a run that is taken apart (chosen: enough for intervals in the report; each is run on from 20 instants). */
const EVENTS = LONG ? 10_000 : 6_000

/** Runs a scenario whole in one worker, and on from its state at each instant in another. */
async function takenApart(task: TakingApart) {
  const whole = await answerOf<TakenApart>("take-apart", task)
  const restoring: Restoring = { ...task, moments: whole.moments, end: whole.end }
  const restored = await answerOf<readonly Restored[]>("restore", restoring)
  return { whole, restored }
}

describe("a run taken apart and put together again in a fresh worker", () => {
  beforeAll(() => bundle("take-apart", "restore"))

  it.each(TAKEN_APART)("$name: goes on alike from each of its instants", async ({ text }) => {
    const { whole, restored } = await takenApart({ text, events: EVENTS })
    const { instants, report } = whole
    expect(whole.events).toBeGreaterThan(EVENTS / 2)
    expect(whole.events).toBe(instants.eventsInAll)
    expect(report).not.toContain('"held":false')
    // Within what the scenario has there are instants.
    expect(instants.withinFaults > 0).toBe(whole.faults > 0)
    expect(instants.withinBackoffs > 0).toBe(whole.retries > 0)
    expect(restored.length).toBeGreaterThanOrEqual(20)
    expect(restored.map(({ events }) => events)).toEqual(instants.events)
    for (const one of restored) expect(one).toEqual({ ...one, report, differences: [] })
  })

  it("a record of several chunks, with calls under way across their ends", async () => {
    const { text = "" } = SCENARIOS.find(({ name }) => name === "fan-out") ?? {}
    const at = [70_000, 85_000]
    const { whole, restored } = await takenApart({ text, events: 90_000, at })
    expect(restored).toEqual(at.map((events) => ({ events, chunks: 1, report: whole.report, differences: [] })))
  })
})
