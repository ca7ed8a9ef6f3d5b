/** Log-linear buckets: 16 an octave from 2^10 ns (about 1 µs) to 2^42 ns (73 minutes); chosen: off by 6 % at most. */
const BITS = 4
const STEPS = 1 << BITS
const FIRST_OCTAVE = 10
const OCTAVES = 32
const TWO_TO_32 = 4294967296

/** Latencies as plain data. A quantile is the mean of its bucket, so it is exact where all of them are alike. */
export type Latencies = {
  count: number
  readonly counts: Uint32Array
  readonly sumsNs: Float64Array
}

export function createLatencies(): Latencies {
  const buckets = OCTAVES * STEPS
  return { count: 0, counts: new Uint32Array(buckets), sumsNs: new Float64Array(buckets) }
}

export function addLatency(latencies: Latencies, latencyNs: number): void {
  const bucket = bucketOf(latencyNs)
  latencies.count++
  latencies.counts[bucket] = (latencies.counts[bucket] ?? 0) + 1
  latencies.sumsNs[bucket] = (latencies.sumsNs[bucket] ?? 0) + latencyNs
}

export function clearLatencies(latencies: Latencies): void {
  latencies.count = 0
  latencies.counts.fill(0)
  latencies.sumsNs.fill(0)
}

/** The smallest latency with at least `share` of all at or below it, by bucket, over several windows; 0 of none. */
export function quantileNs(windows: readonly Latencies[], share: number): number {
  let count = 0
  for (const window of windows) count += window.count
  if (count === 0) return 0
  const rank = Math.max(1, Math.ceil(share * count))
  let below = 0
  for (let bucket = 0; bucket < OCTAVES * STEPS; bucket++) {
    let here = 0
    let sumNs = 0
    for (const { counts, sumsNs } of windows) {
      here += counts[bucket] ?? 0
      sumNs += sumsNs[bucket] ?? 0
    }
    below += here
    if (below >= rank) return sumNs / here
  }
  return 0
}

function bucketOf(latencyNs: number): number {
  const high = Math.floor(latencyNs / TWO_TO_32)
  const octave = high > 0 ? 63 - Math.clz32(high) : 31 - Math.clz32(latencyNs)
  if (octave < FIRST_OCTAVE) return 0
  if (octave >= FIRST_OCTAVE + OCTAVES) return OCTAVES * STEPS - 1
  // At most 2^38, so the powers are exact.
  const step = octave - BITS > 30 ? 1073741824 * (1 << (octave - BITS - 30)) : 1 << (octave - BITS)
  return (octave - FIRST_OCTAVE) * STEPS + Math.floor(latencyNs / step) - STEPS
}
