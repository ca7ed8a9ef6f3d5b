import type { ShownTime } from "../state/page.ts"

/** Of the window: a small step of the arrow keys and a large one of Page up and down (chosen). */
const SMALL_STEP = 1 / 200
const LARGE_STEP = 1 / 10

interface KeyPlace {
  readonly tNs: number
  readonly endNs: number
  readonly window: ShownTime
}

/** The instant a key goes to, null for a key that is none of a slider's. */
export function keyTarget(key: string, { tNs, endNs, window }: KeyPlace): number | null {
  const lengthNs = window.toNs - window.fromNs
  const steps: Readonly<Record<string, number>> = {
    ArrowLeft: -SMALL_STEP,
    ArrowDown: -SMALL_STEP,
    ArrowRight: SMALL_STEP,
    ArrowUp: SMALL_STEP,
    PageDown: -LARGE_STEP,
    PageUp: LARGE_STEP,
  }
  const by = steps[key]
  if (by !== undefined) return Math.max(0, Math.min(endNs, Math.round(tNs + by * lengthNs)))
  if (key === "Home") return 0
  return key === "End" ? endNs : null
}
