import { NO_ACTOR } from "../../../scenarios/record/columns.ts"
import type { Components } from "../components.ts"

/** What the columns of a record do not say. */
export interface Facts {
  /** Names by operation number. */
  readonly operations: readonly string[]
  /** Zone by actor number; undefined where it has none. */
  readonly zones: readonly (string | undefined)[]
  /** Slots of one replica by component number; null where nothing limits them. */
  readonly slots: readonly (number | null)[]
  readonly faults: readonly FaultInterval[]
}

/** When something was broken, and whose calls it could touch. Times in ns, `toNs` is Infinity while it lasts. */
export interface FaultInterval {
  /** "crash of ledger" */
  readonly label: string
  readonly fromNs: number
  readonly toNs: number
  /** Calls to these actors; null for all. */
  readonly callees: readonly number[] | null
  /** Of those only the calls made by these, NO_ACTOR for clients; null for anybody's. */
  readonly callers: readonly number[] | null
}

export const NO_FACTS: Facts = { operations: [], zones: [], slots: [], faults: [] }

/** Of a topology (ui/protocol), what is needed here. */
export interface TopologyFacts {
  readonly nodes: readonly {
    readonly name: string
    readonly zones: readonly string[]
    readonly actors: readonly number[]
    readonly slots: number | null
  }[]
  readonly edges: readonly { readonly to: string }[]
  readonly actors: readonly string[]
  readonly operations: readonly string[]
}

/** Of a mark of the timeline (ui/protocol). Targets are names of replicas, of components, or `web -> stock`. */
export interface MarkFacts {
  readonly kind: string
  readonly label: string
  readonly targets: readonly string[]
  readonly fromNs: number
  readonly toNs: number
}

/** The facts that a topology and the marks of the timeline tell. */
export function factsOf(components: Components, topology: TopologyFacts, marks: readonly MarkFacts[]): Facts {
  const zones: (string | undefined)[] = []
  const slots: (number | null)[] = components.names.map(() => null)
  for (const node of topology.nodes) {
    const number = components.names.indexOf(node.name)
    if (number >= 0) slots[number] = node.slots
    if (node.zones.length === 0) continue
    node.actors.forEach((actor, replica) => {
      zones[actor] = node.zones[replica % node.zones.length]
    })
  }
  const faults = marks
    .filter(({ kind }) => kind === "fault")
    .flatMap(({ label, targets, fromNs, toNs }) => {
      const of = { label, fromNs, toNs }
      return targets.map((target): FaultInterval => ({ ...of, ...struck(target, components, topology) }))
    })
  return { operations: topology.operations, zones, slots, faults: merged(faults) }
}

function struck(target: string, components: Components, topology: TopologyFacts) {
  const [from = "", to] = target.split(" -> ")
  if (to === undefined) return { callees: actorsNamed(from, components, topology), callers: null }
  const callers = actorsNamed(from, components, topology)
  // A caller that nobody calls is a client, of whose calls the record does not say who made them.
  const component = from.split("[")[0] ?? from
  const isClient = !topology.edges.some((edge) => edge.to === component)
  return {
    callees: actorsNamed(to, components, topology),
    callers: isClient ? [...callers, NO_ACTOR] : callers,
  }
}

function actorsNamed(name: string, components: Components, { actors }: TopologyFacts): readonly number[] {
  const component = components.names.indexOf(name)
  return [...actors.keys()].filter((actor) => actors[actor] === name || components.ofActor[actor] === component)
}

/** One interval for the targets of one fault. */
function merged(faults: readonly FaultInterval[]): readonly FaultInterval[] {
  const known = new Map<string, FaultInterval>()
  for (const fault of faults) {
    const key = `${fault.label} ${fault.fromNs} ${fault.toNs}`
    const before = known.get(key)
    known.set(
      key,
      before === undefined
        ? fault
        : {
            ...fault,
            callees: union(before.callees, fault.callees),
            callers: union(before.callers, fault.callers),
          },
    )
  }
  return [...known.values()]
}

function union(a: readonly number[] | null, b: readonly number[] | null): readonly number[] | null {
  return a === null || b === null ? null : [...new Set([...a, ...b])]
}
