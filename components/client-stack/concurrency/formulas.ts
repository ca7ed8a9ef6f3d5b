/** The new limits of three algorithms from what they have measured. Latencies of one call are in the same unit. */

/** Envoy's gradient controller: at most twice or half the old limit, and the root of it as headroom; a whole number. */
export function gradientLimit(
  limit: number,
  latencyMin: number,
  latency: number,
  { buffer, limitMin, limitMax }: { readonly buffer: number; readonly limitMin: number; readonly limitMax: number },
): number {
  const gradient = Math.max(0.5, Math.min(2, ratioOf(latencyMin + latencyMin * buffer, latency)))
  const scaled = limit * gradient
  return Math.max(limitMin, Math.min(limitMax, Math.floor(scaled + Math.sqrt(scaled))))
}

/** Netflix's Gradient2: `long` is the mean of long standing. Not rounded. */
export function gradient2Limit(
  limit: number,
  long: number,
  latency: number,
  { tolerance, queue, smoothing }: { readonly tolerance: number; readonly queue: number; readonly smoothing: number },
): number {
  const gradient = Math.max(0.5, Math.min(1, ratioOf(tolerance * long, latency)))
  return limit * (1 - smoothing) + smoothing * (limit * gradient + queue)
}

/** Calls that, by the latency, stand in a line somewhere, as Vegas reckons them. Not rounded. */
export function vegasQueue(limit: number, latencyMin: number, latency: number): number {
  return limit * (1 - latencyMin / latency)
}

/** Netflix's Vegas: from the calls that stand in a line, of which it takes a part for a whole one. Steps grow with the limit's digits. */
export function vegasLimit(limit: number, waiting: number): number {
  const step = log10(Math.floor(limit))
  const alpha = 3 * step
  const beta = 6 * step
  const queue = Math.ceil(waiting)
  if (queue <= step) return limit + beta
  if (queue < alpha) return limit + step
  return queue > beta ? limit - step : limit
}

/** A callee that answers in no time has none to spare, whatever it took before. */
function ratioOf(latency: number, present: number): number {
  return present === 0 ? Number.POSITIVE_INFINITY : latency / present
}

/** Whole part of the decimal logarithm, at least 1. */
export function log10(value: number): number {
  let digits = 1
  for (let power = 100; power <= value; power *= 10) digits++
  return digits
}
