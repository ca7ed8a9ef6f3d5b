import type { BranchId, Mark } from "./feed.ts"
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
  /** State of everything at an instant in numbers: the text twin of the picture. */
  stateAt(branch: BranchId, tNs: number): StateAnswer
  extent(branch: BranchId): Extent
  /** Another instant: the next or previous moment, of anything, a node, a request, or the next mark. Null where there is none. */
  step(request: StepRequest): number | null
  /** How much happens when: events by column, for the timeline. */
  density(branch: BranchId, window: TimeWindow): Float32Array
}

export type SurfaceId = "main" | "other"

export interface TimeWindow {
  readonly fromNs: number
  readonly toNs: number
  readonly columns: number
}

export interface FrameRequest {
  readonly surface: SurfaceId
  readonly branch: BranchId
  readonly tNs: number
  readonly transform: SceneTransform
  /** Row of the request whose calls are drawn foremost, null for none. */
  readonly highlight: number | null
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
  readonly nodes: readonly { readonly id: string; readonly width: number; readonly height: number; readonly rank: number }[]
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
