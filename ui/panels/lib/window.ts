import type { TimeRange } from "../../playback/questions/index.ts"
import { useClock } from "../../state/context.ts"
import { usePage } from "../../state/page.ts"

/** The stretch of time that panels are about: what the timeline shows, or all there is so far. Null before anything is. */
export function useShownWindow(): TimeRange | null {
  const shown = usePage((state) => state.shown)
  const { endNs } = useClock()
  if (shown !== null) return shown
  return endNs > 0 ? { fromNs: 0, toNs: endNs } : null
}
