import { NS_PER_S } from "../../../../engine/index.ts"
import { rounded } from "../../numbers.ts"
import type { Blame } from "../blame.ts"
import type { CauseDetector, Finding } from "../cause.ts"
import { meanWait, share, utilisation } from "../evidence.ts"
import type { Facts } from "../facts.ts"

/** Calls to a component for each one that would be made without retries: from here on it is a storm (chosen). */
const AMPLIFICATION_MIN = 1.4
const SATURATING: ReadonlySet<string> = new Set(["slots", "cpu", "pool", "lock"])

/** A component is saturated by tries after the first: what was asked for in the first place it could carry. */
export const retryStorm: CauseDetector = {
  cause: "retry-storm",
  title: "A retry storm",
  find: (facts, blames) => blames.filter(({ cause }) => SATURATING.has(cause)).flatMap((blame) => storms(facts, blame)),
}

function storms(facts: Facts, blame: Blame): readonly Finding[] {
  const name = facts.name(blame.component)
  const { slots, cores } = facts.servers(blame.component)
  const capacity = Math.min(slots, cores ?? Number.POSITIVE_INFINITY)
  const { calls, wanted } = demandOn(facts, name)
  const needed = (wanted * facts.meanNs(blame.component, "service")) / NS_PER_S / facts.measuredS / capacity
  const worst = worstRetrier(facts, name)
  if (!(needed < 1) || calls < wanted * AMPLIFICATION_MIN || worst === undefined) return []
  return [
    {
      cause: "retry-storm",
      component: worst.caller,
      share: blame.share,
      of: blame.of,
      why: `its retries overload ${name}, which could carry the load without them`,
      evidence: [
        { what: `attempts per call of ${worst.link}`, value: rounded(worst.attempts), unit: "times" },
        { what: `calls to ${name} per call without retries`, value: rounded(calls / wanted), unit: "times" },
        share(`of ${name}'s capacity that the load needs without retries`, needed),
        ...utilisation(facts, blame.component),
        meanWait(facts, blame.component),
      ],
    },
  ]
}

/** Calls to a component, and how many of them there would be if nobody on the way had tried twice. */
function demandOn(
  facts: Facts,
  name: string,
  seen: readonly string[] = [],
): { readonly calls: number; readonly wanted: number } {
  let [calls, wanted] = [0, 0]
  for (const { caller, edge } of callersOf(facts, name)) {
    const above = seen.includes(caller) ? { calls: 0, wanted: 0 } : demandOn(facts, caller, [...seen, name])
    calls += edge.calls
    wanted += (edge.calls - edge.retries) * (above.calls === 0 ? 1 : above.wanted / above.calls)
  }
  return { calls, wanted }
}

interface Retrier {
  readonly caller: string
  readonly link: string
  readonly attempts: number
}

/** Of the calls on the way to a component, those that are tried most often. */
function worstRetrier(facts: Facts, name: string, seen: readonly string[] = []): Retrier | undefined {
  let worst: Retrier | undefined
  for (const { caller, link, edge } of callersOf(facts, name)) {
    const attempts = edge.calls / Math.max(1, edge.calls - edge.retries)
    const here = edge.retries > 0 ? { caller, link, attempts } : undefined
    const above = seen.includes(caller) ? undefined : worstRetrier(facts, caller, [...seen, name])
    for (const one of [here, above]) if (one !== undefined && one.attempts > (worst?.attempts ?? 0)) worst = one
  }
  return worst
}

function callersOf(facts: Facts, name: string) {
  return [...facts.run.estate.ports.edges]
    .map(([link, edge]) => ({ link, edge, caller: link.split(" -> ")[0] ?? "", callee: link.split(" -> ")[1] ?? "" }))
    .filter(({ callee, caller }) => callee === name && caller !== name)
}
