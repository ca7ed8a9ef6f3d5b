import { NOT_ENOUGH_DATA } from "./estimate.ts"

/** Observations averaged into one point (White 1997: MSER-5). */
const BATCH = 5
/** Fewer points than this say nothing (chosen). */
const POINTS_MIN = 20

/** How many observations to discard, or why that cannot be said. */
export type WarmUp = { readonly discard: number } | { readonly discard: null; readonly reason: string }

/**
 * MSER-5 (White 1997; White, Cobb, Spratt 2000): averages of five, then the cut that minimises the squared error of
 * the mean of the rest. A cut in the second half means the run has not settled.
 */
export function warmUpEnd(observations: readonly number[]): WarmUp {
  const points = batchAverages(observations)
  if (points.length < POINTS_MIN) return { discard: null, reason: NOT_ENOUGH_DATA }
  let best = Number.POSITIVE_INFINITY
  let cut = 0
  // From the back, the mean and squares of points[d..] are updated in one step each (Welford 1962).
  let count = 0
  let mean = 0
  let squares = 0
  for (let d = points.length - 1; d >= 0; d--) {
    const point = points[d] ?? Number.NaN
    count++
    const deviation = point - mean
    mean += deviation / count
    squares += deviation * (point - mean)
    const error = squares / (count * count)
    // The last points by themselves always look settled: at least five must remain (Spratt 1998).
    if (count >= 5 && error <= best) {
      best = error
      cut = d
    }
  }
  if (cut > points.length / 2) return { discard: null, reason: "the run has not settled" }
  return { discard: cut * BATCH }
}

function batchAverages(observations: readonly number[]): number[] {
  const points: number[] = []
  let sum = 0
  observations.forEach((observation, i) => {
    sum += observation
    if (i % BATCH !== BATCH - 1) return
    points.push(sum / BATCH)
    sum = 0
  })
  return points
}
