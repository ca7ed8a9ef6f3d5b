import type { Remote } from "comlink"
import type { BranchId, Mark } from "../../protocol/feed.ts"
import type { EdgeAnswer, StateAnswer, ViewApi } from "../../protocol/view-api.ts"
import type { PlaybackClock } from "../../state/clock.ts"
import type { PageState } from "../../state/page.ts"

/** Texts change so often at most, in ms. */
const LOOK_EVERY_MS = 500
/** Rates beside edges are those of so much time before the instant, in ns, and of more when time is played faster (chosen). */
const STRETCH_NS = 1e9

/** What texts of the picture say: the state at an instant, rates just before it, and faults and breaches. */
export interface Numbers {
  readonly tNs: number
  readonly state: StateAnswer
  readonly edges: EdgeAnswer
  readonly marks: readonly Mark[]
}

/** Where texts of the picture have their numbers from. */
export interface NumbersSource {
  read(): Numbers | null
  subscribe(listener: () => void): () => void
}

/** Of what has not run. */
export const NO_NUMBERS: NumbersSource = { read: () => null, subscribe: () => () => undefined }

/** Asks the view's worker for the numbers of a branch, twice a second at most and only when they can have changed. */
export class NumbersFeed implements NumbersSource {
  private readonly view: Remote<ViewApi>
  private readonly clock: PlaybackClock
  private readonly branch: BranchId
  private readonly listeners = new Set<() => void>()
  private interval = 0
  private numbers: Numbers | null = null
  private asked = ""
  private isAsking = false

  constructor(view: Remote<ViewApi>, clock: PlaybackClock, branch: BranchId) {
    this.view = view
    this.clock = clock
    this.branch = branch
  }

  readonly read = (): Numbers | null => this.numbers

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    if (this.listeners.size === 1) this.begin()
    return () => {
      this.listeners.delete(listener)
      if (this.listeners.size === 0) window.clearInterval(this.interval)
    }
  }

  private begin(): void {
    this.interval = window.setInterval(() => void this.look(), LOOK_EVERY_MS)
    void this.look()
  }

  private async look(): Promise<void> {
    const { tNs, endNs, speed } = this.clock.state
    const key = `${tNs} ${endNs}`
    if (this.isAsking || key === this.asked) return
    this.isAsking = true
    this.asked = key
    try {
      const fromNs = Math.max(0, tNs - STRETCH_NS * Math.max(1, speed / 2))
      const [state, edges, extent] = await Promise.all([
        this.view.stateAt(this.branch, tNs),
        this.view.edgeRates(this.branch, fromNs, tNs),
        this.view.extent(this.branch),
      ])
      this.numbers = { tNs, state, edges, marks: extent.marks }
      // A fork that has just begun: its record reaches this instant later, while the clock shows the same.
      if (!extent.isOver) this.asked = ""
      for (const listener of this.listeners) listener()
    } catch {
      // The branch is not there yet, or the worker is gone, which its watcher tells. Asked again the next time.
      this.asked = ""
    } finally {
      this.isAsking = false
    }
  }
}

/** Requests recorded of those made, 0 to 1: rates counted in the record are that share of the rates. */
export function shareOfSample({ progress }: PageState): number {
  return progress?.sampleShare ?? 1
}
