import { CANCELLED, IN_FLIGHT, OK, outcomeName } from "../../engine/index.ts"

/** Of Status.StatusCode (opentelemetry-proto, trace/v1/trace.proto). */
const STATUS_UNSET = 0
const STATUS_OK = 1
const STATUS_ERROR = 2

/**
 * How a call ended. One that its caller took back is no error of the callee (semantic conventions for gRPC: a server's
 * CANCELLED leaves the status unset), one in flight has no end.
 */
export function statusText(outcome: number): string {
  if (outcome === OK) return `{"code":${STATUS_OK}}`
  if (outcome === CANCELLED || outcome === IN_FLIGHT) return `{"code":${STATUS_UNSET}}`
  return `{"message":"${outcomeName(outcome)}","code":${STATUS_ERROR}}`
}
