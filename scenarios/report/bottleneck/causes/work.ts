import { detector } from "../cause.ts"
import { meanService, share } from "../evidence.ts"

/** Nothing waits to speak of: the time is the work itself. */
export const work = detector("work", "The work itself", (facts, blame) => ({
  why: "little waits; its own work takes most of the slowest requests' time",
  evidence: [meanService(facts, blame.component), share("of the slowest requests' time in its work", blame.share)],
}))
