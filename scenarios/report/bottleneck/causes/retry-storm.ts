import { NS_PER_S } from "../../../../engine/index.ts"
import { rounded } from "../../numbers.ts"
import type { Blame } from "../blame.ts"
import type { CauseDetector, Finding } from "../cause.ts"
import { meanWait, share, utilisation } from "../evidence.ts"
import type { Facts } from "../facts.ts"

/** Of the calls to a component, retries from which on they are a storm (chosen). */
const RETRIES_MIN = 0.3
const SATURATING: ReadonlySet<string> = new Set(["slots", "cpu", "pool", "lock"])

/** A component is saturated, by tries after the first: what was asked for in the first place it could carry. */
export const retryStorm: CauseDetector = {
  cause: "retry-storm",
  title: "A retry storm",
  find: (facts, blames) => blames.filter(({ cause }) => SATURATING.has(cause)).flatMap((blame) => storms(facts, blame)),
}

function storms(facts: Facts, blame: Blame): readonly Finding[] {
  const name = facts.name(blame.component)
  const { slots, cores } = facts.servers(blame.component)
  const capacity = Math.min(slots, cores ?? Number.POSITIVE_INFINITY)
  const incoming = [...facts.run.estate.ports.edges].filter(([link]) => link.endsWith(` -> ${name}`))
  const firsts = incoming.reduce((sum, [, { calls, retries }]) => sum + calls - retries, 0)
  const needed = (firsts * facts.meanNs(blame.component, "service")) / NS_PER_S / facts.measuredS / capacity
  if (!(needed < 1)) return []
  return incoming.flatMap(([link, { calls, retries }]): Finding[] => {
    if (retries < RETRIES_MIN * calls) return []
    const [caller = ""] = link.split(" -> ")
    return [
      {
        cause: "retry-storm",
        component: caller,
        share: blame.share,
        of: blame.of,
        why: `its retries are what overloads ${name}: without them the load would fit`,
        evidence: [
          { what: `attempts per call of ${link}`, value: rounded(calls / (calls - retries)), unit: "times" },
          share(`of ${name}'s capacity that first tries need`, needed),
          ...utilisation(facts, blame.component),
          meanWait(facts, blame.component),
        ],
      },
    ]
  })
}
