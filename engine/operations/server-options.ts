import type { KeyedStream } from "../chance/keyed.ts"
import type { Sampler } from "../distributions/sampler.ts"
import type { Port } from "../kernel/port.ts"
import type { LatencyMetric, LevelMetric } from "../metrics/index.ts"
import type { Processor } from "../resources/processor.ts"
import type { Order } from "../resources/wait-line.ts"
import type { Contention } from "./contention.ts"
import type { Extension, ForwardTable } from "./extension.ts"
import type { LineRule } from "./line-rule.ts"
import type { Program } from "./program.ts"

/** A duration drawn for each request. */
export interface RequestDraw {
  readonly sampler: Sampler
  readonly stream: KeyedStream
}

/** How a server admits requests. */
export interface Admission {
  /** Requests worked on at once; +Infinity for no limit. */
  readonly slots: number
  readonly order: Order
  /** Requests that may wait; +Infinity for no limit. */
  readonly queueLengthMax: number
  /** Who goes when the line is full: the one that comes, or the one that has waited longest. */
  readonly overflow: "reject-new" | "drop-oldest"
  /** Says more of the line than its order: who is next and who is shed; null: nobody is asked. */
  readonly rule: LineRule | null
  /** How long a request waits before it leaves the line by itself; null: for ever. */
  readonly patience: RequestDraw | null
  /** A server that has nothing to do switches off, and takes this long to come back; null: it stays on. */
  readonly setup: RequestDraw | null
  /** Requests whose deadline has passed are refused when their turn comes. */
  readonly dropsExpired: boolean
  /** The wait for a slot counts as waiting for a pooled connection rather than as queueing. */
  readonly slotsArePool: boolean
}

export const OPEN_ADMISSION: Admission = {
  slots: Number.POSITIVE_INFINITY,
  order: "fifo",
  queueLengthMax: Number.POSITIVE_INFINITY,
  overflow: "reject-new",
  rule: null,
  patience: null,
  setup: null,
  dropsExpired: true,
  slotsArePool: false,
}

/** Measures of a component, shared by its replicas. Times in ns. */
export interface ServerMetrics {
  readonly wait: LatencyMetric
  readonly service: LatencyMetric
  readonly busy: LevelMetric
  readonly queue: LevelMetric
  readonly lockWait: LatencyMetric | null
}

export interface ServerOptions {
  readonly program: Program
  readonly admission: Admission
  readonly metrics: ServerMetrics
  readonly ports: readonly Port[]
  readonly processor: Processor | null
  readonly extension: Extension | null
  /** Where requests are passed on to; null: through the first port, as they are. */
  readonly forwards: ForwardTable | null
  readonly locks: boolean
  /** What requests that are worked on at once cost each other; null: nothing. */
  readonly contention: Contention | null
  /** Sustained speed relative to the component's stated times; a replica that is slower than its siblings. */
  readonly speed: number
}
