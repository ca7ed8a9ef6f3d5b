import { describe, expect, it } from "vitest"
import { NO_ACTOR, NO_ROW, outcomeName } from "../../../engine/index.ts"
import { perfettoTrace } from "../../../formats/perfetto/perfetto.ts"
import { type Choice, componentOf, type RecordedRun } from "../../../formats/trace/recorded-run.ts"
import { awkward, endOf, recordedRun, rowsWhere, withOddNames } from "../trace/support.ts"
import { arrowsOf } from "./flows.ts"
import { type Counter, nanos, type Slice, type TraceEvent, traceFile } from "./schema.ts"

const run = recordedRun(awkward)

function eventsOf(of: RecordedRun, choice?: Choice): readonly TraceEvent[] {
  return traceFile.parse(JSON.parse([...perfettoTrace(of, choice)].join(""))).traceEvents
}

function slicesOf(events: readonly TraceEvent[]): readonly Slice[] {
  return events.flatMap((event) => (event.ph === "X" ? [event] : []))
}

const events = eventsOf(run)
const slices = slicesOf(events)

describe("slices", () => {
  const { spans } = run

  it("are the calls of the record, each once, to the nanosecond", () => {
    const written = slices.map(({ args, ts, dur }) => [args.span, nanos(ts), nanos(dur)])
    const recorded = rowsWhere(run, () => true).map((row) => [
      row,
      spans.start(row),
      endOf(run, row) - spans.start(row),
    ])
    expect(written).toEqual(recorded)
    expect(written.length).toBeGreaterThan(400)
  })

  it("say what became of the call and what it waited for", () => {
    const said = slices.map(({ cat, args }) => {
      const { outcome, attempt, parent = NO_ROW, queueNs = 0, networkNs = 0, backoffNs = 0, poolNs = 0 } = args
      return [cat, outcome, attempt, parent, queueNs, networkNs, backoffNs, poolNs]
    })
    const recorded = slices.map(({ args: { span: row } }) => {
      const outcome = outcomeName(spans.outcome(row))
      const waits = [spans.queue(row), spans.network(row), spans.backoff(row), spans.pool(row)]
      return [outcome, outcome, spans.attempt(row), spans.parent(row), ...waits]
    })
    expect(said).toEqual(recorded)
    for (const wait of [4, 5, 6, 7]) expect(said.some((all) => all[wait] !== 0)).toBe(true)
    expect(slices.some(({ cat }) => cat === "in-flight")).toBe(true)
  })

  it("of one thread never overlap", () => {
    const ends = new Map<number, number>()
    for (const { tid, ts, dur } of slices) {
      expect(nanos(ts)).toBeGreaterThanOrEqual(ends.get(tid) ?? 0)
      ends.set(tid, nanos(ts) + nanos(dur))
    }
    // As many threads as there are calls under way at once, not one for each call.
    expect(ends.size).toBeLessThan(60)
  })

  it("stand at the replica that was called", () => {
    const names = new Map<string, string>()
    for (const event of events) {
      if (event.ph !== "M" || !("name" in event.args)) continue
      const key = event.name === "process_name" ? `${event.pid}` : `${event.pid} ${"tid" in event ? event.tid : ""}`
      expect(names.has(key)).toBe(false)
      names.set(key, event.args.name)
    }
    for (const { args, pid, tid, name } of slices) {
      const actor = run.actors[spans.actor(args.span)]
      const operation = run.operations[spans.operation(args.span)]
      const component = actor === undefined ? "(nobody)" : componentOf(actor)
      expect(names.get(`${pid}`)).toBe(component)
      expect(names.get(`${pid} ${tid}`)?.replace(/ lane \d+$/, "")).toBe(actor ?? "(nobody)")
      expect(name).toBe(actor === undefined ? operation : `${component}.${operation}`)
    }
    expect(slices.some(({ args }) => spans.actor(args.span) === NO_ACTOR)).toBe(true)
  })

  it("are bound by arrows, from every call to those made for it", () => {
    const made = rowsWhere(run, () => true).filter((row) => spans.parent(row) !== NO_ROW)
    const arrows = [...arrowsOf(events)].sort((a, b) => a.id - b.id)
    expect(arrows).toEqual(made.map((row) => ({ id: row, from: spans.parent(row), to: row })))
    const late = made.filter((row) => spans.start(row) > endOf(run, spans.parent(row)))
    expect(late.length).toBeGreaterThan(5)
  })
})

describe("counters", () => {
  const changes = run.levels?.changes
  const names = run.levels?.names ?? {}

  /** What every series was at an instant, from the changes up to it. */
  function levelsAt(tNs: number): Record<string, number> {
    const levels: Record<string, number> = {}
    for (let row = 0; changes !== undefined && row < changes.count && changes.time(row) <= tNs; row++) {
      const series = `${run.actors[changes.actor(row)]} ${names[changes.kind(row)]}`
      levels[series] = (levels[series] ?? 0) + changes.argument(row)
    }
    return levels
  }

  function seriesAt(counters: readonly Counter[], tNs: number): Record<string, number> {
    const series: Record<string, number> = {}
    for (const { name, ts, args } of counters)
      if (nanos(ts) <= tNs) for (const [key, value] of Object.entries(args)) series[`${name} ${key}`] = value
    return Object.fromEntries(Object.entries(series).filter(([key]) => key in levelsAt(tNs)))
  }

  /** The time that slices cover, in ns. */
  function coverOf(all: readonly TraceEvent[]): readonly [number, number] {
    const ends = slicesOf(all).flatMap(({ ts, dur }) => [nanos(ts), nanos(ts) + nanos(dur)])
    return [Math.min(...ends), Math.max(...ends)]
  }

  it.each([
    ["of a whole run", {}],
    ["of a window", { window: { fromNs: 0.4e9, toNs: 0.7e9 } }],
  ])("%s have the levels of the record, in the time that the slices cover", (_, choice) => {
    const chosen = eventsOf(run, choice)
    const counters = chosen.flatMap((event) => (event.ph === "C" ? [event] : []))
    const [fromNs, toNs] = coverOf(chosen)
    for (const share of [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1]) {
      const at = fromNs + Math.floor((toNs - fromNs) * share)
      expect(seriesAt(counters, at)).toEqual(levelsAt(at))
    }
    expect(counters.length).toBeGreaterThan(20)
    expect(counters.every(({ ts }) => nanos(ts) >= fromNs && nanos(ts) <= toNs)).toBe(true)
  })
})

describe("names", () => {
  it("of any kind are escaped", () => {
    const odd = withOddNames(run)
    const file = traceFile.parse(JSON.parse([...perfettoTrace(odd)].join("")))
    expect(file.otherData.scenario).toBe(odd.scenario.name)
    const threads = new Set(
      file.traceEvents.flatMap((event) =>
        event.ph === "M" && event.name === "thread_name" ? [event.args.name.replace(/ lane \d+$/, "")] : [],
      ),
    )
    expect([...threads].sort()).toEqual(["(nobody)", ...odd.actors.filter((name) => !name.endsWith("shop"))].sort())
  })
})

describe("a choice of nothing", () => {
  it("is an empty trace", () => {
    expect(eventsOf(run, { requests: new Set() })).toEqual([])
  })
})
