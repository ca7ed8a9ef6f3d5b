import { describe, expect, it } from "vitest"
import { SpanRecorder } from "../../../engine/index.ts"
import { readScenario } from "../../../scenarios/read.ts"
import { buildReport, reportRecorder } from "../../../scenarios/report/index.ts"
import { sampleShare } from "../../../scenarios/report/recorder.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { numbers } from "../playback/support.ts"
import { bench, eventRows, libraryText, spanRows } from "./support.ts"

/** How the command runs it, with every event recorded. */
function plain(text: string, durationNs: number) {
  const { plan } = readScenario(text)
  if (plan === undefined) throw new Error("no scenario")
  const run = { ...plan.run, durationNs, warmupNs: Math.min(plan.run.warmupNs, durationNs) }
  const short = { ...plan, run }
  const recorder = new SpanRecorder({ level: "events", sampleShare: sampleShare(short) })
  const whole = new Run(short, { recorder })
  whole.advance()
  return { run: whole, recorder, plan: short }
}

describe("a scenario that is started", () => {
  // Slices end and messages go out at odd places: the clock jumps.
  const steps = numbers(11, 1_000, 40)

  it.each([
    ["mm1", 4],
    ["checkout", 0.4],
    ["window-edge", 3],
    ["fan-out", 1],
    ["pool-size", 1],
  ])("has the digest and the record of a run in one piece: %s", (name, seconds) => {
    const durationNs = seconds * 1e9
    let step = 0
    const { engine, scheduler, view } = bench({ lookEvents: 97 }, () => steps[step++ % 1_000] ?? 0)
    const started = engine.start({ text: libraryText(name), durationNs })
    expect([started.branch, started.problems.filter(({ severity }) => severity === "error")]).toEqual([0, []])
    for (let turn = 0; scheduler.turn(); turn++) {
      if (turn % 5 !== 0) continue
      engine.pause(0)
      while (scheduler.turn());
      expect(engine.progress(0).isPaused).toBe(true)
      engine.resume(0)
    }
    const { run, recorder } = plain(libraryText(name), durationNs)
    const { digest, events, nowNs, finished } = engine.progress(0)
    expect([digest, events, nowNs, finished]).toEqual([run.digest, run.events, durationNs, true])
    expect(view.of(0).isOver).toBe(true)
    expect(view.of(0).messages).toBeGreaterThan(2)
    expect(spanRows(view.spansOf(0))).toEqual(spanRows(recorder.spans))
    expect(eventRows(view.eventsOf(0))).toEqual(eventRows(recorder.events))
  })

  it("gives the report that the command prints, when it is paused too", () => {
    const text = libraryText("checkout")
    const { engine, scheduler } = bench({ lookEvents: 1_000 })
    engine.start({ text, durationNs: 0.5e9 })
    for (let turn = 0; turn < 3; turn++) scheduler.turn()
    const paused = engine.report(0)
    expect(paused.simulated.events).toBe(engine.progress(0).events)
    scheduler.turns()
    const { plan } = plain(text, 0.5e9)
    const run = new Run(plan, { recorder: reportRecorder(plan) })
    run.advance()
    const { warnings, ...report } = engine.report(0)
    const { warnings: own, ...expected } = buildReport(run)
    expect(report).toEqual(expected)
    expect(warnings.slice(warnings.length - own.length)).toEqual(own)
    expect(engine.report(0)).toEqual({ ...report, warnings })
  })

  it("says what is wrong with a text, and forgets nothing for it", () => {
    const { engine } = bench()
    engine.start({ text: libraryText("mm1") })
    const { branch, problems } = engine.start({ text: "name: x\ncomponents: {}\n" })
    expect(branch).toBe(null)
    expect(problems.length).toBeGreaterThan(0)
    expect(engine.progress(0).events).toBe(0)
  })
})
