import type { Plain, SpanTable } from "../../engine/index.ts"
import { CHUNK_ROWS, SpanRecorder } from "../../engine/index.ts"
import { loadChunk, type SavedSpanChunk, saveChunk } from "../../engine/record/span-chunk.ts"
import type { ScenarioPlan } from "../../scenarios/plan.ts"
import { buildReport, reportRecorder } from "../../scenarios/report/index.ts"
import { Run } from "../../scenarios/run/run.ts"

/** A run at one moment: its snapshot, and the finished chunks of its record, which are no part of one. */
export interface Moment {
  readonly events: number
  readonly snapshot: Plain
  readonly chunks: readonly SavedSpanChunk[]
}

/** A run that records what the command line's report needs. */
export function recordedRun(plan: ScenarioPlan): Run {
  return new Run(plan, { recorder: reportRecorder(plan) })
}

/** Takes a run to `events` and notes all there is to know of it. */
export function momentOf(run: Run, events: number): Moment {
  run.advance(Number.POSITIVE_INFINITY, events - run.events)
  const chunks = recordOf(run).chunks.slice(0, -1).map(saveChunk)
  return { events, snapshot: run.snapshot(), chunks }
}

/**
 * What a restored run prints with `--json`. Its record begins with the snapshot, so what came before is put back.
 */
export function reportOfRestored(run: Run, chunks: readonly SavedSpanChunk[]): string {
  recordOf(run).precede(chunks.map((chunk) => loadChunk(chunk, CHUNK_ROWS)))
  return JSON.stringify(buildReport(run))
}

function recordOf(run: Run): SpanTable {
  const { recorder } = run.estate.sim
  if (!(recorder instanceof SpanRecorder)) throw new Error("the run is not recorded")
  return recorder.spans
}
