import {
  createStream,
  LOGICAL,
  NO_TIMER,
  PORT_TIMER,
  pickIndex,
  type Simulation,
  seedWords,
} from "../../engine/index.ts"
import type { ScenarioPlan } from "../../scenarios/plan.ts"
import { Run } from "../../scenarios/run/run.ts"

/** Anywhere in the run (chosen). */
const ANYWHERE = 12
/** Of each kind of moment that a run has (chosen). */
const WITHIN = 4
/** Events between looks at what a run is in the middle of (chosen; a prime, so that it keeps step with nothing). */
const STRIDE = 61

/** Moments of a run, each as the number of events before it. */
export interface Instants {
  /** All of them, in order. */
  readonly events: readonly number[]
  /** How many of them lie within a fault, and how many while a call waits for its next try. */
  readonly withinFaults: number
  readonly withinBackoffs: number
  readonly eventsInAll: number
}

/** Chosen by streams that are named after the scenario, so they are the same every time. */
export function instantsOf(plan: ScenarioPlan): Instants {
  const run = new Run(plan)
  const faulty: number[] = []
  const backingOff: number[] = []
  while (!run.finished) {
    if (isFaulty(run)) faulty.push(run.events)
    if (isBackingOff(run.estate.sim)) backingOff.push(run.events)
    run.advance(Number.POSITIVE_INFINITY, STRIDE)
  }
  const random = createStream(seedWords("instants"), plan.name, "instants")
  const draw = (below: number) => {
    random.step()
    return pickIndex(random.a, below)
  }
  const anywhere = Array.from({ length: ANYWHERE }, () => 1 + draw(run.events - 1))
  const some = (from: readonly number[]) =>
    Array.from({ length: from.length === 0 ? 0 : WITHIN }, () => from[draw(from.length)] ?? 0)
  const [withinFaults, withinBackoffs] = [some(faulty), some(backingOff)]
  const more = Array.from({ length: 2 * WITHIN - withinFaults.length - withinBackoffs.length }, () => draw(run.events))
  return {
    events: [...anywhere, ...withinFaults, ...withinBackoffs, ...more].sort((left, right) => left - right),
    withinFaults: withinFaults.length,
    withinBackoffs: withinBackoffs.length,
    eventsInAll: run.events,
  }
}

function isFaulty({ faultLog }: Run): boolean {
  return faultLog.ended < faultLog.begun
}

/** A logical call has a timer of its own only while it waits for its next try. */
function isBackingOff({ frames }: Simulation): boolean {
  let found = false
  frames.forEachOpen((frame) => {
    found ||= frames.has(frame, LOGICAL) && frames.int(frame, PORT_TIMER) !== NO_TIMER
  })
  return found
}
