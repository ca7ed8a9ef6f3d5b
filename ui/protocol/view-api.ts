import type { BranchId, Mark } from "./feed.ts"
import type { Answers, Question, QuestionName, SubjectName } from "./questions.ts"
import type { Scene, SceneTransform } from "./scene.ts"

/** What the page asks of the view's worker, over comlink, beside the questions of ui/playback/questions. Times in ns. */
export interface ViewApi {
  /** Where records come from. Once. */
  connect(port: MessagePort): void
  /** The canvas the picture is drawn on; a second for the other side of a comparison. */
  attach(surface: SurfaceId, canvas: OffscreenCanvas): void
  /** Where things stand and how they look: from then on what is drawn. */
  setScene(surface: SurfaceId, scene: Scene): void
  /** Node positions for a topology, as dagre lays it out. */
  layout(request: LayoutRequest): LayoutAnswer
  /** Draws an instant. The latest request wins: one that was not drawn when the next came answers with `painted: false`. */
  want(request: FrameRequest): Promise<FrameAnswer>
  /**
   * The call drawn uppermost within a few pixels of a point of the frame painted last (device pixels of the surface's
   * canvas): the row of the request it belongs to. Null where there is none.
   */
  pick(surface: SurfaceId, x: number, y: number): number | null
  /** State of everything at an instant in numbers: the text twin of the picture. */
  stateAt(branch: BranchId, tNs: number): StateAnswer
  /** Calls that ended on each edge in a stretch of time, in the order of the topology's edges. */
  edgeRates(branch: BranchId, fromNs: number, toNs: number): EdgeAnswer
  extent(branch: BranchId): Extent
  /** Another instant: the next or previous moment, of anything, a node, a request, or the next mark. Null where there is none. */
  step(request: StepRequest): number | null
  /** How much happens when: events by column, for the timeline. */
  density(branch: BranchId, window: TimeWindow): Float32Array
  /** Everything that panels ask: ui/protocol/questions.ts. Large arrays of the answer are transferred. */
  ask<Q extends QuestionName>(question: Question<Q>): Answers<Q>
  /** What the timeline draws beside the density: ui/view-worker/ribbons.ts. */
  ribbons(branch: BranchId, window: TimeWindow): Ribbons
  /** How another branch differs from one, by column; the quantiles of latency are those of the clients' requests, or of a component's calls. */
  difference(branch: BranchId, other: BranchId, window: TimeWindow, subject?: SubjectName): Difference
  /**
   * What is to be seen of a branch at an instant, as data, in the scene of a surface; a function of the instant alone.
   * Null before the surface has a scene.
   */
  sketch(surface: SurfaceId, branch: BranchId, tNs: number): Sketch | null
  /** The record as a file for another tool. Others are answered while it is written. */
  trace(request: TraceRequest): Promise<Blob>
}

export type SurfaceId = "main" | "other"

export interface TimeWindow {
  readonly fromNs: number
  readonly toNs: number
  readonly columns: number
}

/** By column of a window; NaN where nothing was. */
export interface Ribbons {
  /** Of clients' requests, in ns, by when they ended. */
  readonly latencyMean: Float32Array
  readonly latencyMost: Float32Array
  /** Share of the requests that ended which failed. */
  readonly failed: Float32Array
  /** Of the nodes that queue most over the whole run, the longest first. */
  readonly queues: readonly QueueRibbon[]
}

export interface QueueRibbon {
  readonly node: string
  readonly mean: Float32Array
  readonly most: Float32Array
}

/** Of everything that both branches have: what it is in the other less what it is in the one. */
export interface Difference {
  readonly requests: MeasureDifference
  /** In the order of the topology's nodes. */
  readonly components: readonly (MeasureDifference & { readonly name: string })[]
  /** Of the subject asked for; NaN where either has too few calls beyond. */
  readonly quantiles: readonly QuantileDifference[]
}

/** By column; NaN where one of the two has nothing. */
export interface MeasureDifference {
  /** Calls that ended, a second. */
  readonly perSecond: Float32Array
  /** Mean, in ns. */
  readonly latencyNs: Float32Array
  /** Share of the calls that ended which failed. */
  readonly failed: Float32Array
  /** Mean length of the queue; of requests those under way. */
  readonly queued: Float32Array
}

export interface QuantileDifference {
  /** 0.99 */
  readonly quantile: number
  /** In ns by column. */
  readonly latencyNs: Float32Array
}

export interface FrameRequest {
  readonly surface: SurfaceId
  readonly branch: BranchId
  readonly tNs: number
  readonly transform: SceneTransform
  /** Row of the request whose calls are drawn foremost, null for none. */
  readonly highlight: number | null
  /** Rate and latency of the edges are those of so long before the instant, in ns; a second if left out. */
  readonly windowNs?: number
}

export interface FrameAnswer {
  readonly painted: boolean
  readonly tNs: number
  /** Calls under way, by outcome, and how many of each were drawn. */
  readonly underWay: Int32Array
  readonly shown: Int32Array
  /** Work: moments and slot changes touched by the seek, marks drawn. */
  readonly touched: number
  readonly marks: number
  /** 16 hexadecimal digits over all that was drawn, in estate coordinates. */
  readonly hash: string
  readonly ms: number
}

export interface StateAnswer {
  readonly tNs: number
  /** By actor. */
  readonly underWay: Int32Array
  readonly queued: Int32Array
  readonly busy: Int32Array
  readonly requestsUnderWay: number
}

export interface Sketch {
  readonly tNs: number
  /** What it was made in. */
  readonly scene: Scene
  /** By node of the scene, all its replicas together. */
  readonly queued: Int32Array
  readonly busy: Int32Array
  readonly underWay: Int32Array
  /** By edge of the scene, of the calls that ended in the second before: how many a second and their mean latency in ns. */
  readonly perSecond: Float64Array
  readonly latencyNs: Float64Array
  readonly calls: SketchedCalls
}

/** Calls under way that have a place in the picture, column by column. */
export interface SketchedCalls {
  /** Coordinates of the scene. */
  readonly x: Float32Array
  readonly y: Float32Array
  /** How it will end: the number of the outcome. */
  readonly outcome: Uint8Array
  /** 1 for a try after the first. */
  readonly isRetry: Uint8Array
  /** 1 between nodes, 0 for one that stands inside a node. */
  readonly isOnTheWay: Uint8Array
}

export type TraceFormat = "perfetto" | "otlp"

export interface TraceRequest {
  readonly branch: BranchId
  readonly format: TraceFormat
  /** Requests under way in it, or one request by the row of its client's call. */
  readonly of: { readonly fromNs: number; readonly toNs: number } | { readonly root: number }
}

export interface EdgeAnswer {
  readonly perSecond: Float64Array
  /** Mean, in ns; 0 where none ended. */
  readonly latencyNs: Float64Array
}

export interface Extent {
  /** How far the record reaches. */
  readonly toNs: number
  readonly spans: number
  readonly events: number
  readonly isOver: boolean
  readonly marks: readonly Mark[]
  /** Memory of the record and its indexes, in bytes. */
  readonly bytes: number
}

export interface StepRequest {
  readonly branch: BranchId
  readonly fromNs: number
  readonly direction: 1 | -1
  readonly to:
    | { readonly kind: "moment" }
    | { readonly kind: "node"; readonly node: string }
    | { readonly kind: "request"; readonly root: number }
    | { readonly kind: "mark"; readonly of: "fault" | "breach" | "any" }
}

export interface LayoutRequest {
  readonly nodes: readonly {
    readonly id: string
    readonly width: number
    readonly height: number
    readonly rank: number
  }[]
  readonly edges: readonly { readonly from: string; readonly to: string }[]
  readonly direction: "right" | "down"
}

export interface LayoutAnswer {
  /** Upper left corners, in the order of the nodes. */
  readonly x: readonly number[]
  readonly y: readonly number[]
  readonly width: number
  readonly height: number
}
