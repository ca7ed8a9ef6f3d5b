import { NS_PER_S, SpanRecorder } from "../../engine/index.ts"
import type { Run } from "../run/run.ts"
import type { WarningReport } from "./report.ts"
import { isStalled } from "./stall.ts"

/** Warnings of a report beyond those about the text, as `orrery explain` has them. */
export const REPORT_CODES = {
  "W-partial": {
    title: "A run that ended before its time",
    explanation:
      "The run was stopped by a limit, by hand or because nothing could go on. Everything measured until then is reported, and the objectives are judged by it.",
  },
  "W-record-full": {
    title: "A record that is not whole",
    explanation:
      "Recorded calls used up their memory before the run ended. Causes and shares of time are those of the part that is recorded; counts and latencies are of the whole run.",
  },
  "W-stall": {
    title: "A run that is stuck",
    explanation:
      "Requests are under way and none of them has ended for a quarter of the run. The report says who waits for whom: a circle of components that hold what the next one needs is a deadlock.",
  },
  "W-invariant": {
    title: "A law that did not hold",
    explanation:
      "The simulator contradicts itself. This is a defect of the program, not of the scenario: please report it.",
  },
} as const

export function runWarnings(run: Run, invariantsHeld: boolean): readonly WarningReport[] {
  const warnings: WarningReport[] = []
  const { recorder } = run.estate.sim
  const atS = (ns: number) => `${Math.round(ns / (NS_PER_S / 10)) / 10} s`
  if (run.stoppedBy !== null)
    warnings.push({
      code: "W-partial",
      message: `stopped at ${atS(run.nowNs)} of ${atS(run.plan.run.durationNs)}: ${run.stoppedBy}`,
    })
  if (recorder instanceof SpanRecorder && recorder.fullAtNs !== null)
    warnings.push({ code: "W-record-full", message: `calls are recorded until ${atS(recorder.fullAtNs)} only` })
  if (isStalled(run))
    warnings.push({ code: "W-stall", message: "requests are under way and none of them ends any more" })
  if (!invariantsHeld) warnings.push({ code: "W-invariant", message: "a law that holds in every run did not hold" })
  return warnings
}
