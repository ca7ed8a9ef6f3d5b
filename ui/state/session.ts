import type { Remote } from "comlink"
import type { EngineApi, Started } from "../protocol/engine-api.ts"
import type { BranchId } from "../protocol/feed.ts"
import type { ViewApi } from "../protocol/view-api.ts"
import { startThreads, type Threads } from "../threads/threads.ts"
import { PlaybackClock } from "./clock.ts"
import { type Branch, type Selection, START_STATE, shownBranch, usePage } from "./page.ts"

/** How often the page looks how far the run is, in ms (chosen: text that changes oftener is not read). */
const LOOK_EVERY_MS = 100

/** The page's one session: its threads, its clock and everything that changes its state. */
export class Session {
  readonly clock = new PlaybackClock()
  private readonly threads: Threads
  private readonly interval: number
  private looking = false

  constructor() {
    this.threads = startThreads((message) => usePage.setState({ stage: "crashed", crash: message }))
    this.interval = window.setInterval(() => void this.look(), LOOK_EVERY_MS)
  }

  get engine(): Remote<EngineApi> {
    return this.threads.engine
  }

  get view(): Remote<ViewApi> {
    return this.threads.view
  }

  /** Reads a text and runs it from its beginning. What is wrong with it is in the state's `problems`. */
  async open(text: string, options: { readonly libraryName?: string; readonly seed?: string } = {}): Promise<void> {
    const { libraryName = null, seed = null } = options
    usePage.setState({ stage: "reading", draft: text, libraryName, seed, crash: null })
    const started = await this.engine.start({ text, ...(seed === null ? {} : { seed }) })
    if (started.branch === null) {
      usePage.setState({ stage: "invalid", problems: started.problems })
      return
    }
    const first: Branch = { id: started.branch, parent: null, atNs: 0, label: "as written", text, topology: started.topology }
    const { selection, shown, other, progress } = START_STATE
    usePage.setState({ stage: "running", problems: started.problems, branches: [first], branch: first.id })
    usePage.setState({ selection, shown, other, progress })
    this.clock.setEnd(0)
    this.clock.setLoop(null)
    this.clock.play()
  }

  /** Runs another text from an instant of the shown branch on, and shows it. Gives the problems where there are any. */
  async fork(text: string, atNs: number, label: string): Promise<Started> {
    const state = usePage.getState()
    const { seed, branches, branch } = state
    const started = await this.engine.fork({ text, from: branch, atNs, ...(seed === null ? {} : { seed }) })
    if (started.branch === null) return started
    const fork: Branch = { id: started.branch, parent: branch, atNs, label, text, topology: started.topology }
    usePage.setState({ branches: [...branches, fork], branch: fork.id, stage: "running", draft: text })
    return started
  }

  /** Shows another branch at the same instant. */
  show(branch: BranchId): void {
    usePage.setState({ branch })
    const shown = shownBranch(usePage.getState())
    if (shown !== undefined) usePage.setState({ draft: shown.text })
    void this.look()
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

  /** Sees how far the run has got. */
  private async look(): Promise<void> {
    const { stage, branch, branches } = usePage.getState()
    if (this.looking || branches.length === 0 || stage === "crashed") return
    this.looking = true
    try {
      const [progress, extent] = await Promise.all([this.engine.progress(branch), this.view.extent(branch)])
      if (usePage.getState().branch !== branch) return
      this.clock.setEnd(extent.toNs)
      usePage.setState({ progress, stage: progress.finished && extent.isOver ? "ready" : "running" })
    } finally {
      this.looking = false
      this.clock.announce()
    }
  }
}
