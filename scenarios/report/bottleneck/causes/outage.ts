import { NS_PER_MS, NS_PER_S } from "../../../../engine/index.ts"
import { detector } from "../cause.ts"
import { count, ms } from "../evidence.ts"
import { failureGroups } from "../failures.ts"
import { struckBy } from "../faults.ts"

/** Calls find nobody, or nobody answers. */
export const outage = detector("outage", "An outage", (facts, { component }) => {
  const rows = failureGroups(facts)
    .filter((group) => group.component === component)
    .flatMap((group) => group.rows)
  const fault = struckBy(facts, { component, rows })
  const failures = count("recorded requests that failed for it", rows.length)
  if (fault === undefined) return { why: "calls to it are not answered", evidence: [failures] }
  const lastedNs = (fault.endedNs < 0 ? facts.run.nowNs : fault.endedNs) - fault.beganNs
  return {
    why: `${fault.verb} from ${fault.beganNs / NS_PER_S} s on, for ${lastedNs / NS_PER_S} s`,
    evidence: [failures, ms(`${fault.verb} lasted`, Math.round(lastedNs / NS_PER_MS) * NS_PER_MS)],
  }
})
