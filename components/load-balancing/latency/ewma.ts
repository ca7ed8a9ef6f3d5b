import { exp } from "../../../engine/index.ts"

/** An exponentially weighted mean, `elapsedNs` after the sample before: the newer the old mean, the more it counts. */
export function decayed(mean: number, sample: number, elapsedNs: number, decayNs: number): number {
  const kept = exp(-Math.max(0, elapsedNs) / decayNs)
  return mean * kept + sample * (1 - kept)
}

/** The same, but a sample above the mean is the new mean: bad news counts at once. Source: Finagle, PeakEwma.scala. */
export function peakDecayed(mean: number, sample: number, elapsedNs: number, decayNs: number): number {
  return sample > mean ? sample : decayed(mean, sample, elapsedNs, decayNs)
}
