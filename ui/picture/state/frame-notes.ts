import type { FrameAnswer } from "../../protocol/view-api.ts"

/** The text changes so often at most, in ms. */
const TELL_EVERY_MS = 500

/** How many calls are under way in the frame painted last, and how many of them are drawn. */
export interface Sample {
  readonly underWay: number
  readonly shown: number
}

/** What frames say of themselves, for a text that follows at its own pace. */
export class FrameNotes {
  private readonly listeners = new Set<() => void>()
  private sample: Sample = { underWay: 0, shown: 0 }
  private toldMs = Number.NEGATIVE_INFINITY

  readonly read = (): Sample => this.sample

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => {
      this.listeners.delete(listener)
    }
  }

  readonly note = ({ underWay, shown }: FrameAnswer): void => {
    const nowMs = performance.now()
    if (nowMs - this.toldMs < TELL_EVERY_MS) return
    const sample = { underWay: sum(underWay), shown: sum(shown) }
    if (sample.underWay === this.sample.underWay && sample.shown === this.sample.shown) return
    this.toldMs = nowMs
    this.sample = sample
    for (const listener of this.listeners) listener()
  }
}

/** "1 of 40 shown"; nothing where all are. */
export function sampleText({ underWay, shown }: Sample): string {
  if (shown >= underWay || shown === 0) return ""
  return `1 of ${Math.round(underWay / shown)} shown`
}

function sum(counts: Int32Array): number {
  return counts.reduce((total, count) => total + count, 0)
}
