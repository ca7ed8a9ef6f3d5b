import type { BranchId, FeedMessage, FeedTaken } from "../protocol/feed.ts"
import type { Answers, Question, QuestionName, SubjectName } from "../protocol/questions.ts"
import type { Scene } from "../protocol/scene.ts"
import type {
  Difference,
  EdgeAnswer,
  Extent,
  FrameAnswer,
  FrameRequest,
  LayoutAnswer,
  LayoutRequest,
  Ribbons,
  Sketch,
  StateAnswer,
  StepRequest,
  SurfaceId,
  TimeWindow,
  TraceRequest,
} from "../protocol/view-api.ts"
import { answer } from "./answers/ask.ts"
import { differenceOf } from "./answers/difference.ts"
import { layout } from "./answers/layout.ts"
import { densityOf, edgeRates, stateAt } from "./answers/state.ts"
import { stepFrom } from "./answers/step.ts"
import { ribbonsOf } from "./ribbons.ts"
import type { Branch } from "./store/branch.ts"
import { Store } from "./store/store.ts"
import { type Screen, Surface } from "./surface.ts"

/** What a thread lends: a way to do something once others have had their turn, and a clock in ms. */
export interface Thread {
  later(task: () => void): void
  nowMs(): number
}

interface Wanted {
  readonly request: FrameRequest
  readonly answer: (answer: FrameAnswer) => void
}

/** Keeps the records of runs and draws and answers from them: all of the view's worker but its wiring. */
export class View {
  /** Hears of each message of the feed that has been taken in. */
  onTaken: (taken: FeedTaken) => void = () => undefined
  private readonly store = new Store((taken) => this.onTaken(taken))
  private readonly surfaces: Readonly<Record<SurfaceId, Surface>> = { main: new Surface(), other: new Surface() }
  private readonly wanted = new Map<SurfaceId, Wanted>()
  private readonly thread: Thread
  private isWorking = false

  constructor(thread: Thread) {
    this.thread = thread
  }

  /** A message of the feed has come. */
  receive(message: FeedMessage): void {
    this.store.receive(message)
    if (this.isWorking) return
    this.isWorking = true
    this.thread.later(() => this.work())
  }

  show(surface: SurfaceId, screen: Screen): void {
    this.surfaces[surface].screen = screen
  }

  setScene(surface: SurfaceId, scene: Scene): void {
    this.surfaces[surface].setScene(scene)
  }

  layout(request: LayoutRequest): LayoutAnswer {
    return layout(request)
  }

  want(request: FrameRequest): Promise<FrameAnswer> {
    const { wanted, thread } = this
    const { surface } = request
    return new Promise((answer) => {
      const before = wanted.get(surface)
      wanted.set(surface, { request, answer })
      if (before === undefined) thread.later(() => this.draw(surface))
      else before.answer(unpainted(before.request.tNs))
    })
  }

  pick(surface: SurfaceId, x: number, y: number): number | null {
    return this.surfaces[surface].pick(x, y)
  }

  stateAt(branch: BranchId, tNs: number): StateAnswer {
    return stateAt(this.branch(branch), tNs)
  }

  extent(branch: BranchId): Extent {
    return this.store.get(branch)?.extent ?? NOTHING
  }

  step(request: StepRequest): number | null {
    return stepFrom(this.branch(request.branch), request)
  }

  density(branch: BranchId, window: TimeWindow): Float32Array {
    return densityOf(this.branch(branch), window)
  }

  edgeRates(branch: BranchId, fromNs: number, toNs: number): EdgeAnswer {
    return edgeRates(this.branch(branch), fromNs, toNs)
  }

  ribbons(branch: BranchId, window: TimeWindow): Ribbons {
    return ribbonsOf(this.branch(branch).playback, window)
  }

  difference(branch: BranchId, other: BranchId, window: TimeWindow, subject: SubjectName = null): Difference {
    return differenceOf(this.branch(branch), this.branch(other), window, subject)
  }

  ask<Q extends QuestionName>({ name, branch, asks }: Question<Q>): Answers<Q> {
    return answer(this.branch(branch), name, asks)
  }

  sketch(surface: SurfaceId, branch: BranchId, tNs: number): Sketch | null {
    return this.surfaces[surface].sketch(this.branch(branch), tNs)
  }

  async trace(request: TraceRequest): Promise<Blob> {
    const branch = this.branch(request.branch)
    const { traceFile } = await import("./trace/trace-file.ts")
    return traceFile(branch, request, this.thread)
  }

  /** Takes in what has come, bit by bit, so that who asks meanwhile is answered. */
  private work(): void {
    this.isWorking = this.store.work()
    if (this.isWorking) this.thread.later(() => this.work())
  }

  /** Draws the latest that was wanted. */
  private draw(surface: SurfaceId): void {
    const wanted = this.wanted.get(surface)
    if (wanted === undefined) return
    this.wanted.delete(surface)
    const { request, answer } = wanted
    const startMs = this.thread.nowMs()
    const branch = this.store.get(request.branch)
    const drawn = branch === undefined ? null : this.surfaces[surface].draw(branch, request, request.transform)
    if (drawn === null) answer(unpainted(request.tNs))
    else answer({ painted: true, tNs: request.tNs, ...drawn, ms: this.thread.nowMs() - startMs })
  }

  private branch(id: BranchId): Branch {
    const branch = this.store.get(id)
    if (branch === undefined) throw new Error(`there is no record of run ${id}`)
    return branch
  }
}

const NOTHING: Extent = { toNs: 0, spans: 0, events: 0, isOver: false, marks: [], bytes: 0 }

function unpainted(tNs: number): FrameAnswer {
  const none = new Int32Array(0)
  return { painted: false, tNs, underWay: none, shown: none, touched: 0, marks: 0, hash: "", ms: 0 }
}
