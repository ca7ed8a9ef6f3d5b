import { setImmediate as nextTurn } from "node:timers/promises"
import { countText, durationText } from "../../scenarios/report/text/numbers.ts"
import type { Run } from "../../scenarios/run/run.ts"
import { STOPPED } from "./exit-codes.ts"
import { Progress } from "./progress.ts"

/** Events between looks at the clock and for signals (chosen: some tens of milliseconds). */
const EVENTS_A_TURN = 50_000
const NS_PER_MS = 1e6

export interface DriveOptions {
  readonly wallTimeMaxMs: number
  readonly isQuiet: boolean
}

/** Takes a run to its end, within its wall time, or to Ctrl-C: the first stops it, the second ends the process. */
export async function drive(run: Run, { wallTimeMaxMs, isQuiet }: DriveOptions): Promise<void> {
  const progress = new Progress(!isQuiet)
  const beganMs = Date.now()
  let interrupts = 0
  const onInterrupt = () => {
    interrupts++
    if (interrupts > 1) process.exit(STOPPED)
  }
  process.on("SIGINT", onInterrupt)
  process.on("SIGTERM", onInterrupt)
  while (!run.finished) {
    run.advance(Number.POSITIVE_INFINITY, EVENTS_A_TURN)
    const wallMs = Date.now() - beganMs
    progress.show(() => progressText(run, wallMs))
    if (!run.finished && wallMs >= wallTimeMaxMs) run.stop("wall-time")
    await nextTurn()
    if (interrupts > 0 && !run.finished) run.stop("interrupted")
  }
  progress.clear()
  process.off("SIGINT", onInterrupt)
  process.off("SIGTERM", onInterrupt)
}

function progressText(run: Run, wallMs: number): string {
  const share = run.nowNs / run.plan.run.durationNs
  const eventsPerSecond = Math.round((run.events / Math.max(1, wallMs)) * 1000)
  const left = share > 0 ? `, ${durationText((wallMs / share) * (1 - share))} left` : ""
  return `${Math.floor(share * 100)} %  ${durationText(run.nowNs / NS_PER_MS)} simulated  ${countText(eventsPerSecond)} events/s${left}`
}
