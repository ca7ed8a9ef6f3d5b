import { RATE_LIMITED } from "../../../../engine/index.ts"
import { addOutcomes } from "../../links.ts"
import { detector } from "../cause.ts"
import { count, share } from "../evidence.ts"

/** Requests are refused because there is no token for them. */
export const rateLimit = detector("rate-limit", "A rate limit", (facts, { component }) => {
  const name = facts.name(component)
  const edges = [...facts.run.estate.ports.edges]
    .filter(([link]) => link.endsWith(` -> ${name}`))
    .map(([, edge]) => edge)
  const limited = addOutcomes(edges)[RATE_LIMITED] ?? 0
  const calls = edges.reduce((sum, edge) => sum + edge.calls, 0)
  return {
    why: "its rate limit refuses requests",
    evidence: [count(`requests that ${name} refused`, limited), share("of the requests to it", limited / calls)],
  }
})
