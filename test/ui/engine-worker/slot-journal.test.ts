import { describe, expect, it } from "vitest"
import { EventTable, SpanRecorder } from "../../../engine/index.ts"
import type { ScenarioPlan } from "../../../scenarios/plan.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { SlotJournal } from "../../../ui/engine-worker/slot-journal.ts"
import { SlotWatch } from "../playback/slot-watch.ts"
import { awkward, libraryPlan } from "../playback/support.ts"

function rowsOf(table: EventTable): readonly (readonly number[])[] {
  return Array.from({ length: table.count }, (_, row) => [
    table.time(row),
    table.actor(row),
    table.kind(row),
    table.argument(row),
  ])
}

/** Looking after every event, by a run that stops there. It stops after the last one only when the run ends. */
function watched(plan: ScenarioPlan): readonly (readonly number[])[] {
  const table = new EventTable()
  const run = new Run(plan)
  let lastNs = 0
  const recorder = new SpanRecorder({ level: "events" })
  const again = new Run(plan, { recorder })
  again.advance()
  for (const chunk of recorder.events.chunks) lastNs = chunk.time[chunk.count - 1] ?? 0
  new SlotWatch(run, table).advance()
  return rowsOf(table).map(([time = 0, ...rest]) => [Math.min(time, lastNs), ...rest])
}

function journalled(plan: ScenarioPlan): { readonly journal: SlotJournal; readonly run: Run } {
  const journal = new SlotJournal()
  const run = new Run(plan, { recorder: new SpanRecorder({ level: "events", watch: journal }) })
  journal.attach(run)
  return { journal, run }
}

describe("the journal of slots", () => {
  it.each([
    ["awkward", awkward],
    ["checkout", libraryPlan("checkout", 1)],
    ["chain", libraryPlan("chain", 1)],
    ["fan-out", libraryPlan("fan-out", 1)],
  ])("has the rows that looking after every event gives: %s", (_, plan) => {
    const { journal, run } = journalled(plan)
    run.advance()
    journal.settle()
    const rows = rowsOf(journal.table)
    expect(rows.length).toBeGreaterThan(100)
    expect(rows).toEqual(watched(plan))
  })

  it("has them whatever slices the run is cut into, and goes on from a snapshot", () => {
    const { journal, run } = journalled(awkward)
    while (run.nowNs < 1e9) {
      run.advance(Number.POSITIVE_INFINITY, 37)
      journal.settle()
    }
    const after = journalled(awkward)
    after.run.restore(run.snapshot())
    for (const each of [{ journal, run }, after]) {
      each.run.advance()
      each.journal.settle()
      expect(rowsOf(each.journal.table)).toEqual(watched(awkward))
    }
  })
})
