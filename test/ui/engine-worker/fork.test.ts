import { describe, expect, it } from "vitest"
import { parse, stringify } from "yaml"
import type { EngineOptions } from "../../../ui/engine-worker/options.ts"
import type { TopologyNode } from "../../../ui/protocol/topology.ts"
import { numbers } from "../playback/support.ts"
import { type Bench, bench, eventRows, libraryText, spanRows } from "./support.ts"

const OPTIONS: Partial<EngineOptions> = {
  lookEvents: 5,
  blockEvents: 300,
  checkpoints: { everyEvents: 30, everyWorkMs: 0, countMax: 20, bytesMax: 1e9 },
}

/** The text with one more fault. */
function struck(text: string, fault: object): string {
  const document = parse(text)
  return stringify({ ...document, faults: [...(document.faults ?? []), fault] })
}

/** A random fault that a node obeys, as the document writes it. */
function faultAt(atNs: number, nodes: readonly TopologyNode[], draw: number): object {
  const able = nodes.filter(({ faults, beside }) => faults.includes("crash") && beside === undefined)
  const node = able[draw % able.length]
  return { at: `${atNs}ns`, for: "50ms", do: draw % 2 === 0 ? "crash" : "pause", target: node?.name ?? "" }
}

function finished({ engine, scheduler, view }: Bench, branch: number) {
  scheduler.turns()
  const { digest, events, finished: isFinished, sampleShare } = engine.progress(branch)
  const rows = [spanRows(view.spansOf(branch)), eventRows(view.eventsOf(branch)), eventRows(view.slotsOf(branch))]
  return { digest, events, isFinished, sampleShare, rows }
}

/** The first event that is not the same in both, by looking at all. */
function naively(left: readonly string[], right: readonly string[]): number | null {
  const length = Math.max(left.length, right.length)
  for (let event = 0; event < length; event++) if (left[event] !== right[event]) return event
  return null
}

describe("a fork is the run of its text from the beginning", () => {
  it.each([
    ["checkout", 0.6, 1],
    ["window-edge", 3, 2],
    ["two-zones", 1, 3],
    ["retry-storm", 1, 4],
  ])("%s", (name, seconds, seed) => {
    const durationNs = seconds * 1e9
    const text = libraryText(name)
    const joined = bench(OPTIONS)
    const { engine, scheduler, view } = joined
    const { topology } = engine.start({ text, durationNs })
    // The first fork leaves a run under way, the second one that is over, the third leaves the second.
    const [early = 0, late = 0, third = 0, draw = 0] = numbers(seed, 4, 1_000)
    for (let turn = 0; turn < 5; turn++) scheduler.turn()
    const instants = [early, late, Math.max(late, third)].map((share) =>
      Math.floor(((300 + share / 2) / 1_000) * durationNs),
    )
    let from = 0
    let edited = text
    for (const [index, atNs] of instants.entries()) {
      edited = struck(edited, faultAt(atNs, topology?.nodes ?? [], draw + index))
      const forked = engine.fork({ text: edited, durationNs, from, atNs })
      expect(forked.problems.filter(({ severity }) => severity === "error")).toEqual([])
      const branch = forked.branch ?? -1
      const alone = bench(OPTIONS)
      alone.engine.start({ text: edited, durationNs })
      const whole = finished(alone, 0)
      expect(finished(joined, branch)).toEqual(whole)
      expect(engine.report(branch)).toEqual(alone.engine.report(0))
      const before = finished(joined, from).rows[1] ?? []
      expect(engine.firstDivergence(from, branch)?.event ?? null).toBe(naively(before, whole.rows[1] ?? []))
      expect(engine.firstDivergence(branch, branch)).toBe(null)
      from = branch
    }
    expect(view.of(3).begin.shares?.branch).toBe(2)
  })

  it("runs from its beginning where more is different, or earlier", () => {
    const joined = bench(OPTIONS)
    const { engine, view } = joined
    const text = libraryText("checkout")
    const durationNs = 0.2e9
    engine.start({ text, durationNs })
    finished(joined, 0)
    const texts = [
      struck(text, { at: "10ms", for: "20ms", do: "crash", target: "ledger" }),
      text.replace(/seed: .*/, "seed: 77"),
    ]
    for (const edited of texts) {
      const { branch } = engine.fork({ text: edited, durationNs, from: 0, atNs: 0.1e9 })
      expect(view.of(branch ?? -1).begin.shares).toBe(null)
      const alone = bench(OPTIONS)
      alone.engine.start({ text: edited, durationNs })
      expect(finished(joined, branch ?? -1)).toEqual(finished(alone, 0))
    }
  })
})
