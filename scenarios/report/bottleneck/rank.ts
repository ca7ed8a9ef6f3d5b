import { OK } from "../../../engine/index.ts"
import { rounded } from "../numbers.ts"
import type { BottleneckReport } from "../report.ts"
import { type Blame, blameTime } from "./blame.ts"
import type { CauseDetector, Finding } from "./cause.ts"
import * as causes from "./causes/index.ts"
import type { Facts } from "./facts.ts"
import { blameFailures, failureGroups } from "./failures.ts"

/** From this share of failed requests on, failures weigh as much as the slowest hundredth (chosen: as many). */
const FAILED_FULL = 0.01
/** A cause explains at least this much, else the work itself is named (chosen). */
const SHARE_MIN = 0.2

const DETECTORS: readonly CauseDetector[] = Object.values(causes)

/** What explains most of the slowest requests' time, or of the failures, with its evidence. */
export function findBottleneck(facts: Facts): BottleneckReport | null {
  const groups = failureGroups(facts)
  const failed = facts.roots.filter((row) => facts.trace.table.outcome(row) !== OK).length
  const weight = facts.roots.length === 0 ? 0 : Math.min(1, failed / facts.roots.length / FAILED_FULL)
  const failures = blameFailures(facts, groups)
  const time = backedOff(blameTime(facts, facts.tailShares), failures)
  const found = DETECTORS.flatMap((detector) => detector.find(facts, [...time, ...failures]))
  const weighed = found.map((finding) => ({ finding, score: finding.share * (finding.of === "failures" ? weight : 1) }))
  const ranked = weighed.sort(
    (a, b) =>
      b.score - a.score || Number(b.finding.cause === "retry-storm") - Number(a.finding.cause === "retry-storm"),
  )
  const cause = ranked.find(({ finding, score }) => finding.cause !== "work" && score >= SHARE_MIN)
  const best = cause ?? ranked.find(({ finding }) => finding.cause === "work") ?? ranked[0]
  return best === undefined ? null : reported(best.finding)
}

/** Time spent between tries belongs to what the tries failed for. */
function backedOff(time: readonly Blame[], failures: readonly Blame[]): readonly Blame[] {
  return time.map((blame) => {
    if (blame.cause !== "backoff") return blame
    const failure = failures.find(({ component }) => component === blame.component) ?? failures[0]
    return failure === undefined ? blame : { ...failure, share: blame.share, of: "time" }
  })
}

function reported({ component, cause, why, share, of, evidence }: Finding): BottleneckReport {
  return { component, cause, why, share: rounded(share), of, evidence }
}
