/** A number with its uncertainty, or the reason why there is none. The interval is two-sided. */
export type Estimate = KnownEstimate | UnknownEstimate

export interface KnownEstimate {
  readonly value: number
  readonly low: number
  readonly high: number
  /** How the interval was made, for the reader of a report. */
  readonly method: string
}

export interface UnknownEstimate {
  readonly value: null
  readonly reason: string
  readonly method?: string
}

export const NOT_ENOUGH_DATA = "not enough data"

export function notEnoughData(method: string): UnknownEstimate {
  return { value: null, reason: NOT_ENOUGH_DATA, method }
}

/** `value` with `halfWidth` on either side. */
export function around(value: number, halfWidth: number, method: string): KnownEstimate {
  return { value, low: value - halfWidth, high: value + halfWidth, method }
}

/** Refuses a confidence that is not strictly between 0 and 1; returns the upper probability, 0.975 for 0.95. */
export function upperProbability(confidence: number): number {
  if (!(confidence > 0 && confidence < 1)) throw new RangeError("a confidence lies strictly between 0 and 1")
  return 1 - (1 - confidence) / 2
}
