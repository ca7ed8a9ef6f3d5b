import { parentPort, workerData } from "node:worker_threads"
import type { Plain } from "../../../engine/index.ts"
import { type Moment, recordedRun, reportOfRestored } from "../moment.ts"
import { stateDifference } from "../same-state.ts"
import { shortened } from "../shortened.ts"

/** A scenario, moments of its run in order, and its state at the end. */
export interface Restoring {
  readonly text: string
  readonly events: number
  readonly moments: readonly Moment[]
  readonly end: Plain
}

/** What a restored run prints at its end, and where its states differ from those of the run it was taken from. */
export interface Restored {
  readonly events: number
  /** Finished chunks of the record that came beside the snapshot. */
  readonly chunks: number
  readonly report: string
  readonly differences: readonly string[]
}

/** A fresh worker: reads the scenario anew, puts each snapshot into a new run and goes on to the end. */
const { text, events, moments, end }: Restoring = workerData
const plan = shortened(text, events)
parentPort?.postMessage(moments.map((moment, index) => restored(moment, moments[index + 1])))

function restored(moment: Moment, next: Moment | undefined): Restored {
  const run = recordedRun(plan)
  run.restore(moment.snapshot)
  const differences = [...difference("at once", run.snapshot(), moment.snapshot)]
  if (next !== undefined) {
    run.advance(Number.POSITIVE_INFINITY, next.events - moment.events)
    differences.push(...difference("at the next", run.snapshot(), next.snapshot))
  }
  run.advance()
  differences.push(...difference("at the end", run.snapshot(), end))
  return {
    events: moment.events,
    chunks: moment.chunks.length,
    report: reportOfRestored(run, moment.chunks),
    differences,
  }
}

function difference(when: string, found: Plain, expected: Plain): readonly string[] {
  const where = stateDifference(found, expected)
  return where === null ? [] : [`${when} ${where}`]
}
