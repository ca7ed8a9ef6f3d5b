import type { Topology, TopologyNode } from "../../protocol/topology.ts"
import type { StateAnswer } from "../../protocol/view-api.ts"
import { countedText, countText, percentText } from "../../words/numbers.ts"
import { spokenInstant } from "../../words/time.ts"

/** Of all replicas of a node together, at an instant. */
export interface NodeNumbers {
  readonly underWay: number
  readonly queued: number
  readonly busy: number
  /** Requests it can work on at once; null where nothing limits them. */
  readonly slots: number | null
}

export function numbersOf({ actors, slots }: TopologyNode, state: StateAnswer): NodeNumbers {
  const sum = (column: Int32Array) => actors.reduce((total, actor) => total + (column[actor] ?? 0), 0)
  return {
    underWay: sum(state.underWay),
    queued: sum(state.queued),
    busy: sum(state.busy),
    slots: slots === null ? null : slots * actors.length,
  }
}

/** What calls under way are called: only those recorded are known. */
export function underWayTitle(sampleShare: number): string {
  return sampleShare < 1 ? `Under way, of ${percentText(sampleShare)} recorded` : "Under way"
}

/** "40 of 40", or "3" where nothing limits it. */
export function busyText({ busy, slots }: NodeNumbers): string {
  return slots === null ? countText(busy) : `${countText(busy)} of ${countText(slots)}`
}

/** Nodes with queues that the summary names at most (chosen: what can be listened to). */
const NAMED_MAX = 4

/** The picture in a few sentences: the instant, what is under way, where requests queue, and what faults strike. */
export function summaryOf(
  topology: Topology,
  state: StateAnswer,
  { struck, sampleShare }: { readonly struck: ReadonlySet<string>; readonly sampleShare: number },
): string {
  const queues = topology.nodes
    .map((node) => ({ name: node.name, numbers: numbersOf(node, state) }))
    .filter(({ numbers }) => numbers.queued > 0)
    .toSorted((a, b) => b.numbers.queued - a.numbers.queued || (a.name < b.name ? -1 : 1))
  const named = queues
    .slice(0, NAMED_MAX)
    .map(({ name, numbers }) => `${name} has ${countText(numbers.queued)} waiting, ${busyText(numbers)} busy`)
  const rest = queues.length - named.length
  const more = rest > 0 ? [`${countedText(rest, "more node")} with waiting requests`] : []
  const queueText = queues.length === 0 ? "No request waits" : [...named, ...more].join("; ")
  const faults = struck.size === 0 ? "" : ` A fault is on ${[...struck].join(", ")}.`
  const recorded = sampleShare < 1 ? ` of the ${percentText(sampleShare)} that are recorded` : ""
  const underWay = `${countedText(state.requestsUnderWay, "request")} under way${recorded}`
  return `At ${spokenInstant(state.tNs)}: ${underWay}. ${queueText}.${faults}`
}
