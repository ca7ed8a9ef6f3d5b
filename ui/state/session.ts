import type { Remote } from "comlink"
import type { EngineApi, Started, StartRequest } from "../protocol/engine-api.ts"
import type { BranchId } from "../protocol/feed.ts"
import type { Extent, ViewApi } from "../protocol/view-api.ts"
import { ask } from "../threads/ask.ts"
import { startThreads, type Threads } from "../threads/threads.ts"
import { PlaybackClock, SPEED_MIN } from "./clock.ts"
import { firstSpeed } from "./first-speed.ts"
import { type Branch, type Selection, START_STATE, usePage } from "./page.ts"

/** How often the page looks how far the run is, in ms (chosen: text that changes oftener is not read). */
const LOOK_EVERY_MS = 100
/** The same while nothing moves yet. */
const LOOK_FIRST_MS = 20
/** Calls that tell how long they take (chosen). */
const PACING_SPANS = 200

export interface OpenOptions {
  readonly libraryName?: string
  readonly seed?: string
  /** Run so far only. */
  readonly durationNs?: number
}

/** The page's one session: its threads, its clock and everything that changes its state. */
export class Session {
  readonly clock = new PlaybackClock()
  /** Of the files that texts may name: those that came with the page. */
  samples: NonNullable<StartRequest["samples"]> = {}
  private threads: Threads
  private readonly interval: number
  private looking = false
  /** The run is played at a speed that nobody has chosen. */
  private isUnpaced = false

  constructor() {
    this.threads = startThreads(crash)
    this.interval = window.setInterval(() => {
      if (usePage.getState().stage === "running") void this.look()
    }, LOOK_EVERY_MS)
  }

  get engine(): Remote<EngineApi> {
    return this.threads.engine
  }

  get view(): Remote<ViewApi> {
    return this.threads.view
  }

  /** Reads a text and runs it from its beginning. What is wrong with it is in the state's `problems`. */
  async open(text: string, options: OpenOptions = {}): Promise<void> {
    const { libraryName = null, seed = null, durationNs } = options
    const { samples } = this
    if (usePage.getState().stage === "crashed") this.beginAnew()
    usePage.setState({ stage: "reading", draft: text, libraryName, seed, crash: null })
    const limits = { ...(seed === null ? {} : { seed }), ...(durationNs === undefined ? {} : { durationNs }) }
    const started = await this.engine.start({ text, samples, ...limits }).catch(crash)
    if (started === undefined) return
    if (started.branch === null) {
      usePage.setState({ stage: "invalid", problems: started.problems })
      return
    }
    const first: Branch = {
      id: started.branch,
      parent: null,
      atNs: 0,
      label: "as written",
      text,
      topology: started.topology,
    }
    const { selection, places, shown, other, progress, extent } = START_STATE
    usePage.setState({ stage: "running", problems: started.problems, branches: [first], branch: first.id })
    usePage.setState({ selection, places, shown, other, progress, extent })
    this.clock.seek(0)
    this.clock.setEnd(0)
    this.clock.setLoop(null)
    this.clock.setSpeed(SPEED_MIN)
    this.isUnpaced = true
    this.clock.play()
    void this.lookUntilPaced()
  }

  /** Runs another text from an instant of the shown branch on, and shows it. Gives the problems where there are any. */
  async fork(text: string, atNs: number, label: string): Promise<Started> {
    const state = usePage.getState()
    const { seed, branches, branch } = state
    const { samples } = this
    const from = { text, samples, from: branch, atNs }
    const started = await this.engine.fork({ ...from, ...(seed === null ? {} : { seed }) })
    if (started.branch === null) return started
    const fork: Branch = { id: started.branch, parent: branch, atNs, label, text, topology: started.topology }
    usePage.setState({ branches: [...branches, fork], branch: fork.id, stage: "running", draft: text })
    return started
  }

  /** Shows another branch at the same instant. */
  show(branch: BranchId): void {
    const { branches, branch: before, other } = usePage.getState()
    const shown = branches.find(({ id }) => id === branch)
    if (shown === undefined) return
    // Of the two that are compared the other one is the other now.
    usePage.setState({ branch, stage: "running", draft: shown.text, other: other === branch ? before : other })
    void this.look()
  }

  /** Takes a branch and all that left it off the page. The first stays. */
  remove(branch: BranchId): void {
    const { branches, branch: shown, other } = usePage.getState()
    const parent = branches.find(({ id }) => id === branch)?.parent ?? null
    if (parent === null) return
    const left = branches.filter(({ id }) => !leads(branches, branch, id))
    const isThere = (id: BranchId | null) => left.some((one) => one.id === id)
    usePage.setState({ branches: left, other: isThere(other) ? other : null })
    if (!isThere(shown)) this.show(parent)
  }

  compareWith(other: BranchId | null): void {
    usePage.setState({ other })
  }

  select(selection: Selection): void {
    usePage.setState({ selection, ...(selection.kind === "none" ? {} : { isInspectorOpen: true }) })
  }

  /** Shows a request: the instant goes to its beginning, unless it is under way. */
  showRequest(root: number, fromNs: number, toNs: number): void {
    this.select({ kind: "request", root })
    const { tNs } = this.clock.state
    if (tNs < fromNs || tNs > toNs) this.clock.seek(fromNs)
  }

  close(): void {
    window.clearInterval(this.interval)
    this.threads.close()
  }

  /** Plays at a speed at which requests can be followed, once a few have ended, unless somebody has chosen one. */
  private async pace(branch: BranchId, { toNs, isOver, spans }: Extent): Promise<void> {
    if (spans < PACING_SPANS && !isOver) return
    const asks = { subject: null, window: { fromNs: 0, toNs } }
    const { meanNs, perSecond } = await ask(this.view, "red", branch, asks)
    // Many calls may have ended before the first request has.
    if (meanNs === null && !isOver) return
    const firstNs = await this.view.step({ branch, fromNs: 0, direction: 1, to: { kind: "moment" } })
    this.isUnpaced = false
    const { speed, tNs, isPlaying } = this.clock.state
    if (speed !== SPEED_MIN) return
    this.clock.setSpeed(firstSpeed(meanNs ?? 0, perSecond))
    // Before the first request there is nothing to wait for.
    if (isPlaying && firstNs !== null && tNs < firstNs) this.clock.seek(firstNs)
  }

  /** Looks oftener at first: what moves is to be seen soon. */
  private async lookUntilPaced(): Promise<void> {
    while (this.isUnpaced && usePage.getState().stage === "running") {
      await this.look()
      await new Promise((resolve) => window.setTimeout(resolve, LOOK_FIRST_MS))
    }
  }

  /** With new threads, since the old ones may answer nothing any more. What they ran is gone. */
  private beginAnew(): void {
    this.threads.close()
    this.threads = startThreads(crash)
    this.looking = false
    usePage.setState({ branches: [], other: null, progress: null, extent: null })
  }

  /** Sees how far the run has got. */
  private async look(): Promise<void> {
    const { stage, branch, branches } = usePage.getState()
    if (this.looking || branches.length === 0 || stage === "crashed") return
    this.looking = true
    try {
      const [progress, extent] = await Promise.all([this.engine.progress(branch), this.view.extent(branch)])
      if (usePage.getState().branch !== branch || usePage.getState().stage !== "running") return
      this.clock.setEnd(extent.toNs, extent.isOver)
      if (this.isUnpaced) await this.pace(branch, extent)
      usePage.setState({ progress, extent, stage: progress.finished && extent.isOver ? "ready" : "running" })
    } catch (error) {
      crash(error)
    } finally {
      this.looking = false
      this.clock.announce()
    }
  }
}

/** Tells the page that a worker has failed, whatever it was asked. */
function crash(error: unknown): undefined {
  usePage.setState({ stage: "crashed", crash: error instanceof Error ? error.message : String(error) })
}

/** Whether a branch is another or has left it, directly or not. */
function leads(branches: readonly Branch[], from: BranchId, to: BranchId): boolean {
  for (let id: BranchId | null = to; id !== null; ) {
    if (id === from) return true
    const at: BranchId = id
    id = branches.find((one) => one.id === at)?.parent ?? null
  }
  return false
}
