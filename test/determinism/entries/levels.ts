import { parentPort, workerData } from "node:worker_threads"
import { type Recorder, SpanRecorder } from "../../../engine/index.ts"
import type { ScenarioPlan } from "../../../scenarios/plan.ts"
import { buildReport, type Report } from "../../../scenarios/report/index.ts"
import { sampleShare } from "../../../scenarios/report/recorder.ts"
import { Run } from "../../../scenarios/run/run.ts"
import { shortened } from "../shortened.ts"

/** Events between looks at a run (chosen; a prime, so that they fall on no boundary of a run). */
const SLICE = 997
/** Slices from one report to the next (chosen). */
const SLICES_A_REPORT = 5

/** One run at several levels of recording, and one that was looked at again and again. */
export interface Levels {
  readonly off: Report
  readonly part: Report
  readonly spans: Report
  readonly events: Report
  readonly watched: Report
  /** What the recorder of events holds. */
  readonly recorded: { readonly events: number; readonly spans: number }
}

/** Scenarios, and about how many events their runs have. */
export interface Asked {
  readonly texts: readonly string[]
  readonly events: number
}

const { texts, events }: Asked = workerData
parentPort?.postMessage(texts.map((text) => levelsOf(shortened(text, events))))

function levelsOf(plan: ScenarioPlan): Levels {
  const share = sampleShare(plan)
  const recorder = new SpanRecorder({ level: "events", sampleShare: share })
  const recordedBy = (by: Recorder) => new Run(plan, { recorder: by })
  return {
    off: ended(new Run(plan)),
    part: ended(recordedBy(new SpanRecorder({ level: "spans", sampleShare: 0.1 }))),
    spans: ended(recordedBy(new SpanRecorder({ level: "spans", sampleShare: share }))),
    events: ended(recordedBy(recorder)),
    watched: ended(watched(recordedBy(new SpanRecorder({ level: "spans", sampleShare: share })))),
    recorded: { events: recorder.events.count, spans: recorder.spans.count },
  }
}

function ended(run: Run): Report {
  run.advance()
  return buildReport(run)
}

/** In slices, with a report or a snapshot after each. */
function watched(run: Run): Run {
  for (let slice = 0; !run.finished; slice++) {
    run.advance(Number.POSITIVE_INFINITY, SLICE)
    if (slice % SLICES_A_REPORT === 0) buildReport(run)
    else run.snapshot()
  }
  return run
}
