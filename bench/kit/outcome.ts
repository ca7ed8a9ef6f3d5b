/** What a model's run came to: ours and the hard-coded kernel must agree on it to the last digit. */
export interface Outcome {
  /** Requests answered. */
  readonly requests: number
  readonly meanNs: number
  readonly p99Ns: number
}

export function sameOutcome(left: Outcome, right: Outcome): boolean {
  return left.requests === right.requests && left.meanNs === right.meanNs && left.p99Ns === right.p99Ns
}
