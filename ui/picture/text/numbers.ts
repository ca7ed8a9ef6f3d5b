import { compactText } from "../../words/numbers.ts"
import { durationText } from "../../words/time.ts"

/**
 * "820/s", "1.24 k/s". Where only a share of the requests is recorded, the rate of all is an estimate, and says so:
 * "≈820/s".
 */
export function rateText(recordedPerSecond: number, sampleShare: number): string {
  const about = sampleShare < 1 ? "≈" : ""
  return `${about}${compactText(recordedPerSecond / sampleShare)}/s`
}

/** What stands beside an edge. */
export interface EdgeText {
  readonly rate: string
  /** Mean latency. */
  readonly time: string
}

/** Nothing where no call ended. */
export function edgeText(recordedPerSecond: number, latencyNs: number, sampleShare: number): EdgeText | null {
  if (!(recordedPerSecond > 0)) return null
  return { rate: rateText(recordedPerSecond, sampleShare), time: durationText(latencyNs) }
}

export function bothText({ rate, time }: EdgeText): string {
  return `${rate} · ${time}`
}
