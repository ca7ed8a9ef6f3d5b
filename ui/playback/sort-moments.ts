/** Measured: of 11, 12, 13 and 16 the fastest for what is taken in at a time, and for a million. */
const DIGIT_BITS = 12
const DIGITS = 1 << DIGIT_BITS

/** Moments with their times; the first `count` of both arrays belong together. Times are whole ns. */
export interface TimedMoments {
  times: Float64Array
  moments: Uint32Array
  count: number
}

/**
 * Sorts by time; moments of one time stay in their order. Twelve bits at a time, since an order by comparison of two
 * arrays at once took ten times as long.
 */
export function sortMoments(list: TimedMoments): void {
  const { count } = list
  if (count < 2) return
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (let i = 0; i < count; i++) {
    least = Math.min(least, list.times[i])
    most = Math.max(most, list.times[i])
  }
  const spare: TimedMoments = { times: new Float64Array(count), moments: new Uint32Array(count), count }
  for (let scale = 1; scale <= most - least; scale *= DIGITS) pass(list, spare, least, scale)
}

/** One digit; what was sorted is in `list` again afterwards. */
function pass(list: TimedMoments, spare: TimedMoments, least: number, scale: number): void {
  const { count, times, moments } = list
  const starts = new Uint32Array(DIGITS + 1)
  for (let i = 0; i < count; i++) starts[digit(times[i] - least, scale) + 1]++
  for (let d = 1; d <= DIGITS; d++) starts[d] += starts[d - 1]
  for (let i = 0; i < count; i++) {
    const to = starts[digit(times[i] - least, scale)]++
    spare.times[to] = times[i]
    spare.moments[to] = moments[i]
  }
  list.times = spare.times
  list.moments = spare.moments
  spare.times = times
  spare.moments = moments
}

/** Exact: the scale is a power of two, and `&` takes a number modulo 2^32. */
function digit(offset: number, scale: number): number {
  return (offset / scale) & (DIGITS - 1)
}
