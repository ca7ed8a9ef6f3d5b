import { DEADLINE, ERROR, IN_FLIGHT, OK, TIMEOUT } from "../../../engine/index.ts"
import { CROSS, DIAMOND, DISC, OPEN_DIAMOND, OPEN_TRIANGLE, RING, TRIANGLE } from "./stamps.ts"

/** What a call's shape tells: how it ends, and whether it is a retry or a hedge. */
export function shapeOf(outcome: number, isRetry: boolean, isHedge: boolean): number {
  if (isHedge) return OPEN_DIAMOND
  if (isRetry) return outcome === OK || outcome === IN_FLIGHT ? TRIANGLE : OPEN_TRIANGLE
  if (outcome === OK) return DISC
  if (outcome === IN_FLIGHT) return RING
  return outcome === ERROR || outcome === TIMEOUT || outcome === DEADLINE ? DIAMOND : CROSS
}
