import type * as z from "zod"
import type {
  CountMetric,
  DistributionSpec,
  KeyedStream,
  LatencyMetric,
  LevelMetric,
  Port,
  SampleMetric,
  SeedWords,
  Simulation,
  Stream,
} from "../../engine/index.ts"
import type { Backends } from "./balancing/backends.ts"
import type { Built } from "./built.ts"
import type { ChoosingRules } from "./choosing.ts"
import type { DistributionPlan } from "./distribution/plan.ts"
import type { Editing } from "./editing.ts"
import type { SharedLimiter } from "./limiting/shared-limiter.ts"
import type { Mention } from "./mention.ts"
import type { PortOptions } from "./port-options.ts"
import type { ProxyRole, VersionsPlan } from "./proxies.ts"
import type { OperationReference } from "./reference.ts"
import type { SimpleService } from "./simple-service.ts"

export type { Built } from "./built.ts"
export type { AgentTarget, PortOptions } from "./port-options.ts"

/** Where a component stands in a picture of the estate, from the user inwards. */
export type Layer = "client" | "edge" | "gateway" | "network" | "service" | "data"

/** A measure a component takes beyond those that every component has. */
export type MetricDeclaration = MeasureDeclaration | RatioDeclaration

export interface MeasureDeclaration {
  /** Name in `counters` of the report and in `run.metric("<component>.<name>")`. */
  readonly name: string
  readonly title: string
  readonly unit: "count" | "ns" | "bytes" | "KiB"
  readonly type: "counter" | "level" | "latency"
}

/** Not measured but computed where it is shown: one counter's total over the sum of several. */
export interface RatioDeclaration {
  readonly name: string
  readonly title: string
  readonly unit: "share"
  readonly type: "ratio"
  /** Names of counters of the same component. */
  readonly part: string
  readonly of: readonly string[]
}

/** What a component can be asked for. */
export type Offer =
  | {
      /** Operations of its own. `fallback`, one of them, serves a call that names none. */
      readonly own: readonly string[]
      readonly fallback: string | undefined
    }
  | {
      /** Passes any operation on: a call without one gets what the first of these components offers. */
      readonly like: readonly string[]
    }
  | {
      /** Takes a request of any name and finds out itself who serves it. */
      readonly any: true
      /** The name of a request that is given none; undefined where nobody would serve it. */
      readonly fallback: string | undefined
    }

/** A call a component makes, as the document states it. */
export interface DeclaredCall {
  readonly to: OperationReference
  /** Where in the component's parameters it stands. */
  readonly path: readonly (string | number)[]
  /** The operations of the component that make it; undefined: all. */
  readonly from?: string
  /** Made with a chance below one or a stated number of times at most: may close a cycle. */
  readonly conditional: boolean
  /** The caller goes on without an answer. */
  readonly detached: boolean
  /**
   * Mean number of such calls for each request of `from`, where no request fails; a lower bound where it depends on
   * what a run does, so 0 for what is called on a cache's misses.
   */
  readonly expected: number
  /** Where the operation is named, if not by what stands at `path`. */
  readonly operationPath?: readonly (string | number)[]
  /** The name it asks under where that is no operation's, such as `POST /pay`. */
  readonly request?: string
  /** It asks under whatever name it was asked itself. */
  readonly passesName?: true
}

/** What becomes of a request that is passed on. */
export interface Forward {
  readonly to: OperationReference
  /** Which of the component's `calls` it is. */
  readonly call: number
  /** Which of the others the component makes for it first. */
  readonly before?: readonly number[]
}

/** Something a request holds while it is worked on, for the arithmetic of `check`. */
export interface Capacity {
  /** What it is called, in the plural: slots, cores, connections. */
  readonly noun: string
  /** What one replica has of it; Infinity for no limit. */
  readonly count: number
  /**
   * Mean time in ns for which a request holds one by its own work, by operation: a lower bound, because waits for
   * others, contention and slow replicas come on top.
   */
  readonly holdNs: (operation: string) => number
}

/** A difference over a family's parameters: a product at a version. */
export interface ProfileDefinition {
  /** `kong-3.10` */
  readonly profile: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  /** In the document's words. */
  readonly params: Readonly<Record<string, unknown>>
}

/** Numbers of operation names, the same for all components of a run. */
export interface OperationTable {
  readonly count: number
  /** Of the probes, those that something in the estate asks for: every component answers to them. */
  readonly probes: readonly string[]
  numberOf(name: string): number
  nameOf(number: number): string
}

/** Measures of one component or of the calls to another, shared by its replicas. Asking twice for a name gives the same measure. */
export interface MetricBag {
  latency(name: string): LatencyMetric
  level(name: string): LevelMetric
  counter(name: string): CountMetric
  samples(name: string): SampleMetric
}

/** What a replica is built from. */
export interface BuildContext<Params, Load = undefined> {
  readonly params: Params
  /** The document's `load` entry, for kinds that have one. */
  readonly load: Load
  readonly sim: Simulation
  readonly seed: SeedWords
  readonly component: string
  /** From 0. */
  readonly replica: number
  readonly replicas: number
  /** Where the replica stands; undefined where the document does not say. */
  readonly zone: string | undefined
  /** `pay[2]`, or `pay` where there is one. */
  readonly instance: string
  /** Actor number. */
  readonly self: number
  readonly operations: OperationTable
  readonly metrics: MetricBag
  /** The component of an actor, by its number. */
  componentOf(actor: number): string
  /** The port to a component, one for each replica and target. `balance` goes before what the policies say. */
  port(component: string, options?: PortOptions): Port
  /**
   * The operation a reference means, by name. Who passes a request on says how that was `asked` for: a callee that
   * takes any request gets it under this name.
   */
  operationOf(reference: OperationReference, asked?: string): string
  distribution(plan: DistributionPlan): DistributionSpec
  /** The limiter of this name in which all replicas count, made for the first that asks. */
  sharedLimiter(name: string, make: () => SharedLimiter): SharedLimiter
  /**
   * What all replicas of the component know of each other, and the agents of a registry of it: wiring, made for the
   * first that asks for it under this name. It holds no state. With `of` it is that of another component.
   */
  shared<Thing extends object>(name: string, make: () => Thing, of?: string): Thing
  /** Makes an actor beside this replica, with a number and ports of its own, which suffers the same faults. */
  agent<B extends Built>(make: (self: number, port: (component: string, options?: PortOptions) => Port) => B): B
  /** For a proxy: whom the replica it stands beside calls through it, by the number of the port; whole at `start`. */
  proxied(): ReadonlyMap<number, string>
  /** A sequential stream of this replica's own. */
  stream(purpose: string): Stream
  /** Draws of the component by request, alike in all replicas. */
  keyed(purpose: string): KeyedStream
}

/** What an agent is built from: a small actor beside a replica, its host, which calls others in the host's name. */
export interface AgentContext<Params> extends Omit<BuildContext<Params>, "load"> {
  /** The component whose agent it is, and how many replicas that has. */
  readonly registry: string
  readonly servers: number
  /** Actor number of the host; `self` is the agent's own. */
  readonly host: number
}

/** A component whose replicas register, or that is registered, as a registry's agents see it. */
export interface Registered {
  readonly component: string
  /** Actors of its replicas, in their order. */
  readonly actors: readonly number[]
}

/** Finds out for a caller which replicas there are, and marks those it does not know of as `UNLISTED`. */
export interface Resolver extends Built {
  /** From now on for these too. Called before `start`, at most once for each component. */
  watch(service: Registered, backends: Backends): void
}

/** What a registry gives to those that use it. */
export interface RegistryRole<Params> {
  /** Its servers and the agents of those who register call each other. */
  gossips(params: Params): boolean
  /** The probes its agents send to replicas. */
  probes(params: Params): readonly string[]
  /** Beside each replica of a component that registers here: enters it, and keeps the entry up to date. */
  registrar(context: AgentContext<Params>, service: Registered): Built
  /** Beside each replica that finds those it calls here. */
  resolver(context: AgentContext<Params>): Resolver
}

/** Everything about a kind of component, declared once. */
export interface ComponentDefinition<Params, Load = undefined> {
  /** The file's name. */
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly layer: Layer
  /** Parameters beside `kind`, `profile`, `replicas` and `zone`: an object schema that refuses unknown keys. */
  readonly params: z.ZodType<Params>
  /** Schema of the document's `load` entry for such a component; absent: it takes none. */
  readonly load?: z.ZodType<Load>
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly profiles: readonly ProfileDefinition[]
  readonly metrics: readonly MetricDeclaration[]
  /** Fault verbs its replicas obey. */
  readonly faults: readonly string[]
  /** How an editor writes a new one, and the calls it makes; absent: a new one needs no parameters. */
  readonly editing?: Editing
  offer(params: Params): Offer
  calls(params: Params, load: Load): readonly DeclaredCall[]
  /** Clients and requests that the parameters tell apart: each has to be there. */
  knows?(params: Params): readonly Mention[]
  /** For kinds that choose among a component's replicas by rules of their own: which, and how zones count. */
  choosesIn?(params: Params): { readonly component: string; readonly locality: ChoosingRules["locality"] }
  /** The probes that it sends to replicas it calls. */
  probes?(params: Params): readonly string[]
  /** The parameter because of which it has to tell its callers' connections apart: the links to it have `connections`. */
  seesConnections?(params: Params): string | undefined
  /** For kinds that have a load: the classes its requests are measured by, in their order. */
  classes?(load: Load, operationOf: (reference: OperationReference) => string): readonly string[]
  /** Names of operations it asks for that nobody owns, such as `POST /pay`. */
  mentions?(params: Params, load: Load): readonly string[]
  /**
   * For kinds that pass requests on: where one of that name goes, and under which name (its own where the reference
   * names none and the callee takes any); undefined where nobody takes it.
   * Its `calls` then say who may be called, not how often.
   */
  forward?(params: Params, request: string): Forward | undefined
  /** For kinds that have a load: requests a second that one replica sends in the long run; undefined where answers set the pace. */
  offeredPerSecond?(load: Load, resolve: (plan: DistributionPlan) => DistributionSpec): number | undefined
  /** At most so many requests a second get past one replica, whatever its capacity. */
  passedPerSecondMax?(params: Params): number
  /** What limits how many requests one replica can work on; empty where nothing does. */
  capacity(params: Params): readonly Capacity[]
  /** Where each replica is a queue as the books have it: its servers and their work. */
  simpleService?(params: Params): SimpleService | undefined
  build(context: BuildContext<Params, Load>): Built
  /** For kinds in which others register and are found. */
  readonly registry?: RegistryRole<Params>
  /** For kinds that put a proxy beside each replica of others. */
  readonly proxies?: ProxyRole<Params>
  /** It chooses itself among the replicas of those it calls, so that no proxy can do that for it. */
  readonly balances?: true
  /** Only others make such a component; no document names one. */
  readonly isCompanion?: true
  /** For kinds that stand for several components: who a proxy that calls it calls instead. */
  versions?(params: Params): VersionsPlan
}

/** A definition whose parameter types are known to itself alone. */
export type AnyComponent = ComponentDefinition<unknown, unknown>

/** The registry's door: parameters given to a definition's functions are what its own schema returned. */
export function defineComponent<Params, Load = undefined>(definition: ComponentDefinition<Params, Load>): AnyComponent {
  return definition as unknown as AnyComponent
}
