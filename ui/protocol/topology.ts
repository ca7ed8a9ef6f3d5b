import type { Layer, MetricDeclaration } from "../../components/kit/contract.ts"
import type { FaultVerb } from "../../engine/index.ts"

/** What the page needs to know of a scenario to draw it and to name what it plays: no parameters, no schemas. */
export interface Topology {
  readonly scenario: ScenarioFacts
  /** Components, by the sorted names that also number their actors. Companions (the proxies of a mesh) are among them. */
  readonly nodes: readonly TopologyNode[]
  readonly edges: readonly TopologyEdge[]
  /** By actor number: `pay[0]`, `pay[1]`, … */
  readonly actors: readonly string[]
  /** By operation number. */
  readonly operations: readonly string[]
  /** Every verb there is: the engine's FAULT_VERBS. `faults` of a node names those of them that it obeys. */
  readonly faultVerbs: readonly FaultVerb[]
}

export interface ScenarioFacts {
  readonly name: string
  readonly question: string | undefined
  readonly hash: string
  readonly seed: string
  readonly durationNs: number
  readonly warmupNs: number
  /** As the document writes them. */
  readonly objectives: readonly string[]
}

export interface TopologyNode {
  readonly name: string
  readonly kind: string
  /** The kind's title: "Load balancer". */
  readonly title: string
  readonly profile: string | undefined
  readonly layer: Layer
  /** Replicas stand in zones in turns; empty where the document says nothing. */
  readonly zones: readonly string[]
  /** The component of a mesh beside whose replicas it stands, for companions. */
  readonly beside: string | undefined
  /** Actor numbers of its replicas. */
  readonly actors: readonly number[]
  /** Requests that one replica works on at once; null where nothing limits them. */
  readonly slots: number | null
  /** Fault verbs its replicas obey. */
  readonly faults: readonly string[]
  readonly metrics: readonly MetricDeclaration[]
}

/** Calls that may be made from one component to another. */
export interface TopologyEdge {
  readonly from: string
  readonly to: string
  /** The caller goes on without an answer. */
  readonly detached: boolean
}
