import { beforeAll, describe, expect, it } from "vitest"
import type { Report } from "../../scenarios/report/index.ts"
import type { Asked, Levels } from "./entries/levels.ts"
import { SCENARIOS } from "./scenarios.ts"
import { answerOf, bundle } from "./worker.ts"

/** Events of each run (chosen: enough for intervals in the report). */
const EVENTS = 10_000

/**
 * A report without what comes from the record of single calls: causes, attribution, the mean of a link's latency (whose
 * interval is made from recorded calls), and objectives on what is no client.
 */
function measuredOnly(report: Report): string {
  const { bottleneck: _, attribution: __, links, objectives, ...rest } = report
  return JSON.stringify({
    ...rest,
    links: Object.entries(links).map(([name, { latencyMs, ...link }]) => [name, link, latencyMs.max]),
    objectives: objectives.filter(({ text }) => isMeasured(text, Object.keys(report.load))),
  })
}

/** Utilisation, queues and hit ratios of components are measured, and whatever is said of a client. */
function isMeasured(objective: string, clients: readonly string[]): boolean {
  return (
    /^(recovers|utilisation|queue|hit)/.test(objective) ||
    objective.split(/[ .]/).some((word) => clients.includes(word))
  )
}

describe("one run at every level of recording", () => {
  let answers: readonly Levels[] = []

  // One worker makes all runs: to start one takes as long as a scenario.
  beforeAll(async () => {
    bundle("levels")
    const asked: Asked = { texts: SCENARIOS.map(({ text }) => text), events: EVENTS }
    answers = await answerOf<readonly Levels[]>("levels", asked)
  }, 180_000)

  it.each(SCENARIOS.map(({ name }, index) => ({ name, index })))("$name", ({ index }) => {
    const answer = answers[index]
    if (answer === undefined) throw new Error("the worker has answered too little")
    const { off, part, spans, events, watched, recorded } = answer
    expect(new Set([off, part, spans, events, watched].map(({ digest }) => digest)).size).toBe(1)
    // Events besides spans change nothing, and neither does looking.
    expect(JSON.stringify(events)).toBe(JSON.stringify(spans))
    expect(JSON.stringify(watched)).toBe(JSON.stringify(spans))
    expect(recorded.events).toBe(spans.simulated.events)
    expect(recorded.spans).toBeGreaterThan(1_000)
    expect(spans.attribution.p99.length).toBeGreaterThan(0)
    // Without spans, or with some of them, all that is measured is the same.
    expect(measuredOnly(off)).toBe(measuredOnly(spans))
    expect(measuredOnly(part)).toBe(measuredOnly(spans))
    expect(part.attribution.sampleShare).toBeLessThan(0.3)
    // And the rest says that it is not known.
    expect([off.bottleneck, off.attribution]).toEqual([null, { p99: [], requests: 0, sampleShare: 0 }])
    for (const { latencyMs } of Object.values(off.links))
      expect(latencyMs.mean).toEqual({ value: null, reason: "no calls were recorded" })
  })
})
