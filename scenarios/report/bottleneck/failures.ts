import {
  CANCELLED,
  DEADLINE,
  ERROR,
  IN_FLIGHT,
  OK,
  RATE_LIMITED,
  REJECTED,
  type Row,
  TIMEOUT,
} from "../../../engine/index.ts"
import { timeShares } from "../trace/tail.ts"
import type { Trace } from "../trace/trace.ts"
import { type Blame, dominantRoot, joined, type Root, rootOfWait } from "./blame.ts"
import type { Facts } from "./facts.ts"
import { struckBy } from "./faults.ts"

/** Calls of one kind of failure whose time is looked at (chosen). */
const CALLS_LOOKED_AT = 2_000

/** Where failures come from: the innermost failed calls of failed requests, by component and outcome. */
export interface FailureGroup {
  readonly component: number
  readonly outcome: number
  readonly rows: readonly Row[]
}

export function failureGroups(facts: Facts): readonly FailureGroup[] {
  const groups = new Map<number, Row[]>()
  for (const root of facts.roots) {
    if (facts.trace.table.outcome(root) === OK) continue
    const row = innermost(facts.trace, root)
    const key = (facts.trace.toNumber(row) + 1) * 16 + facts.trace.table.outcome(row)
    const known = groups.get(key)
    if (known === undefined) groups.set(key, [row])
    else known.push(row)
  }
  return [...groups]
    .map(([key, rows]) => ({ component: Math.floor(key / 16) - 1, outcome: key % 16, rows }))
    .filter(({ component }) => component >= 0)
    .sort((a, b) => b.rows.length - a.rows.length || a.component - b.component)
}

/** Follows each group of failures to its root; shares are of all failed requests. */
export function blameFailures(facts: Facts, groups: readonly FailureGroup[]): readonly Blame[] {
  const failed = groups.reduce((sum, { rows }) => sum + rows.length, 0)
  return joined(
    groups.map((group) => ({ ...rootOfFailure(facts, group), share: group.rows.length / failed, of: "failures" })),
  )
}

function rootOfFailure(facts: Facts, group: FailureGroup): Root {
  const { component, outcome, rows } = group
  const here = (cause: Root["cause"]): Root => ({ cause, component, via: [] })
  if (struckBy(facts, group) !== undefined) return here("outage")
  if (outcome === RATE_LIMITED) return here("rate-limit")
  if (outcome === ERROR) return here("errors")
  if (outcome === REJECTED) return rootOfWait(facts, component)
  if (outcome !== TIMEOUT && outcome !== DEADLINE && outcome !== CANCELLED) return here("outage")
  const stride = Math.max(1, Math.floor(rows.length / CALLS_LOOKED_AT))
  const looked = rows.filter((_, index) => index % stride === 0)
  const root = dominantRoot(facts, timeShares(facts.trace, facts.norms, looked)) ?? here("work")
  return root.cause === "work" && root.component !== component
    ? { ...root, cause: "slow-dependency", via: [component] }
    : root
}

/** Down from a failed call to the failed call it failed for; what a caller gave up on has no such. */
function innermost(trace: Trace, root: Row): Row {
  let row = root
  for (;;) {
    const outcome = trace.table.outcome(row)
    if (trace.isAttempt(row) && (outcome === TIMEOUT || outcome === DEADLINE || outcome === CANCELLED)) return row
    let next = -1
    for (const child of trace.childrenOf(row)) {
      const how = trace.table.outcome(child)
      if (how !== OK && how !== IN_FLIGHT) next = child
    }
    if (next < 0 || trace.toNumber(next) < 0) return row
    row = next
  }
}
