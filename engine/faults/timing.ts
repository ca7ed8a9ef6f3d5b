import { unreachable } from "../assert.ts"
import type { Stream } from "../chance/stream.ts"
import { standardExponential } from "../distributions/standard-exponential.ts"
import { wholeNs } from "../time.ts"
import type { FaultTiming } from "./plan.ts"

/** From the start until the fault begins or is first looked at. `stream` belongs to a stochastic fault alone. */
export function firstNs(timing: FaultTiming, stream: Stream | null): number {
  switch (timing.kind) {
    case "timed":
    case "repeated":
      return timing.atNs
    case "stochastic":
      return timing.fromNs + exponentialNs(timing.mtbfNs, stream)
    case "conditional":
      return timing.checkEveryNs
    default:
      return unreachable(timing)
  }
}

/** How long the fault that begins now lasts. */
export function lastsNs(timing: FaultTiming, stream: Stream | null): number {
  return timing.kind === "stochastic" ? exponentialNs(timing.mttrNs, stream) : timing.forNs
}

/** From one beginning to the next; Infinity where the end decides, or where there is no other. */
export function fromBeginningNs(timing: FaultTiming): number {
  return timing.kind === "repeated" ? timing.everyNs : Infinity
}

/** From an end to the next beginning, or to when it is looked at again; Infinity where there is none. */
export function fromEndNs(timing: FaultTiming, stream: Stream | null): number {
  switch (timing.kind) {
    case "timed":
    case "repeated":
      return Infinity
    case "stochastic":
      return exponentialNs(timing.mtbfNs, stream)
    case "conditional":
      return timing.cooldownNs
    default:
      return unreachable(timing)
  }
}

function exponentialNs(meanNs: number, stream: Stream | null): number {
  if (stream === null) return Infinity
  stream.step()
  return wholeNs(meanNs * standardExponential(stream.a, stream.b))
}
