import type { InsidePart } from "../../components/kit/inside.ts"
import type { Report } from "../../scenarios/report/report.ts"
import type { Problem } from "../../scenarios/text/problem.ts"
import type { BranchId } from "./feed.ts"
import type { Topology } from "./topology.ts"

/** What the page asks of the engine's worker, over comlink. Times in ns of simulated time. */
export interface EngineApi {
  /** Where the record of every run goes. Once, before anything is started. */
  connect(port: MessagePort): void
  /** Reads a scenario and begins to run it, as fast as it goes. All earlier branches are forgotten. */
  start(request: StartRequest): Started
  /** Reads and wires a scenario without running it: a picture of what has not run yet. The branches go on. */
  describe(request: StartRequest): Described
  /**
   * Runs another text from an instant of a branch on: what lies before it is the same run. The branch it leaves stays.
   * Where the texts differ in more than what happens from `atNs` on, it is run from its beginning.
   */
  fork(request: ForkRequest): Started
  pause(branch: BranchId): void
  resume(branch: BranchId): void
  progress(branch: BranchId): Progress
  /**
   * Of a run that is over or paused: what `orrery run --json` prints. Of a run of more than 50,000 requests causes are
   * taken from a larger sample than the command keeps.
   */
  report(branch: BranchId): Report
  /** The first event in which two branches differ, null where none does as far as both have got. */
  firstDivergence(a: BranchId, b: BranchId): Divergence | null
  /** What a replica holds at an instant that no span tells: keys of a cache, states of breakers, leases of a registry. */
  inside(branch: BranchId, actor: number, atNs: number): Inside
  /** What theory says of a node where a formula applies, beside what was measured. */
  theory(branch: BranchId): readonly TheoryRow[]
}

export interface StartRequest {
  readonly text: string
  readonly seed?: string
  /** Run so far only; the scenario's own duration if left out. */
  readonly durationNs?: number
  /** The values in the files that the text names, by their path there, in the unit of the distribution that uses them. */
  readonly samples?: Readonly<Record<string, readonly number[]>>
}

export interface ForkRequest extends StartRequest {
  readonly from: BranchId
  readonly atNs: number
}

export type Started =
  | { readonly branch: BranchId; readonly topology: Topology; readonly problems: readonly Problem[] }
  | { readonly branch: null; readonly topology: null; readonly problems: readonly Problem[] }

export interface Described {
  /** Null where the text has errors. */
  readonly topology: Topology | null
  /** What the text says of each component and its load, by name: two are the same where nothing was changed. */
  readonly settings: Readonly<Record<string, string>>
  readonly problems: readonly Problem[]
}

export interface Progress {
  readonly nowNs: number
  readonly events: number
  readonly finished: boolean
  readonly isPaused: boolean
  /** 16 hexadecimal digits. */
  readonly digest: string
  readonly stoppedBy: string | null
  /** Of the record, in bytes. */
  readonly recordBytes: number
  /** When memory for the record was used up, null before. */
  readonly fullAtNs: number | null
  /** Requests recorded of those made, below 1 where a sample is kept. */
  readonly sampleShare: number
}

export interface Divergence {
  /** Number of the event, counted from 0. */
  readonly event: number
  readonly a: DivergentEvent | null
  readonly b: DivergentEvent | null
}

export interface DivergentEvent {
  readonly timeNs: number
  /** Name of the replica, or of what else it happened to. */
  readonly actor: string
  readonly kind: number
  readonly argument: number
}

/** Plain facts in the order in which they are shown. */
export interface Inside {
  readonly actor: string
  readonly parts: readonly InsidePart[]
}

export interface TheoryRow {
  readonly component: string
  /** "M/M/8". */
  readonly model: string
  /** "mean wait" */
  readonly quantity: string
  readonly unit: "ms" | "share" | "count"
  readonly predicted: number
  /** Null where there is not enough data. */
  readonly measured: number | null
  readonly low: number | null
  readonly high: number | null
  /** Why the formula applies, or how far it does. */
  readonly note: string
}
