import { pow } from "../../../engine/index.ts"

export interface SlowStart {
  readonly windowNs: number
  /** Above 1 the weight rises faster at first, below 1 slower; 1 is a straight line. */
  readonly aggression: number
  /** Part of the weight that a newcomer has at least. */
  readonly minimum: number
  /** The weight changes only so often; 0 for all the time. */
  readonly everyNs: number
}

/** Source: Envoy, SlowStartConfig: aggression 1, min_weight_percent 10 %; the window of its documentation, 60 s. */
export const ENVOY_SLOW_START: SlowStart = { windowNs: 60e9, aggression: 1, minimum: 0.1, everyNs: 0 }

const nsOfMs = 1e6

/**
 * Part of its weight, up to 1, that a backend has so many ns after it became healthy.
 * Source: Envoy, load_balancer_impl.cc, applySlowStartFactor: max(minimum, (max(t, 1 ms) / window)^(1 / aggression)).
 */
export function slowStartFactor(elapsedNs: number, { windowNs, aggression, minimum, everyNs }: SlowStart): number {
  if (elapsedNs >= windowNs) return 1
  if (everyNs > 0) return steppedSlowStartFactor(elapsedNs, windowNs, everyNs)
  const time = Math.max(nsOfMs, elapsedNs) / windowNs
  return Math.max(minimum, aggression === 1 ? time : pow(time, 1 / aggression))
}

/**
 * HAProxy's slowstart: a straight line in whole percents, from 1 % on, renewed at each health check only.
 * Source: HAProxy configuration manual, slowstart.
 */
function steppedSlowStartFactor(elapsedNs: number, windowNs: number, checkNs: number): number {
  if (elapsedNs >= windowNs) return 1
  const checked = Math.floor(elapsedNs / checkNs) * checkNs
  return Math.max(1, Math.floor((100 * checked) / windowNs)) / 100
}
