import type { Backends } from "../../kit/balancing/backends.ts"

/** An earliest-deadline-first schedule: each backend is due 1/weight after it was last chosen. Plain data. */
export type Deadlines = {
  /** The deadline that was met last. */
  now: number
  /** Insertions so far; among equal deadlines the one inserted first is chosen. */
  inserted: number
  readonly due: Float64Array
  readonly order: Float64Array
}

/** Below it a backend counts as of this weight, so that deadlines stay finite (chosen). */
const weightMin = 1e-6

export function createDeadlines(backends: Backends): Deadlines {
  return {
    now: 0,
    inserted: backends.length,
    due: Float64Array.from(backends.weight, (weight) => 1 / Math.max(weight, weightMin)),
    order: Float64Array.from(backends.weight, (_, index) => index),
  }
}

/**
 * The backend that is up with the earliest deadline, -1 when none is. One that was down while time went by is put in
 * anew, as Envoy's new schedule of the healthy hosts does. Source: Envoy, source/common/upstream/edf_scheduler.h.
 */
export function earliest(deadlines: Deadlines, backends: Backends): number {
  const { due, order } = deadlines
  let first = -1
  for (let index = 0; index < backends.length; index++) {
    if (!backends.isUp(index)) continue
    if ((due[index] ?? 0) < deadlines.now) postpone(deadlines, index, backends.weightOf(index))
    const sooner = (due[index] ?? 0) - (due[first] ?? 0)
    if (first < 0 || sooner < 0 || (sooner === 0 && (order[index] ?? 0) < (order[first] ?? 0))) first = index
  }
  if (first >= 0) deadlines.now = due[first] ?? 0
  return first
}

/** Puts a backend in again, due 1/weight from now. */
export function postpone(deadlines: Deadlines, index: number, weight: number): void {
  deadlines.due[index] = deadlines.now + 1 / Math.max(weight, weightMin)
  deadlines.order[index] = deadlines.inserted++
}
