import { detector } from "../cause.ts"
import { share } from "../evidence.ts"

/** Time goes to the way to a component: latency, transmission, handshakes, waiting for a connection of the link. */
export const network = detector("network", "The network", (facts, blame) => ({
  why: `the way to ${facts.name(blame.component)} takes the time`,
  evidence: [share("of the slowest requests' time on the way to it", blame.share)],
}))
