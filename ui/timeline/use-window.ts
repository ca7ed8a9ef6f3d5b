import { useEffect } from "react"
import { type ShownTime, shownBranch, usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"
import { wholeRun } from "./region.ts"
import { clampWindow } from "./scale.ts"

/** The part of the run that the timeline shows; while it plays out of it, the next part of the same length. */
export function useWindow(session: Session): ShownTime | null {
  const shown = usePage((state) => state.shown)
  const durationNs = usePage((state) => shownBranch(state)?.topology.scenario.durationNs)
  useEffect(() => session.clock.subscribe(() => turnPage(session)), [session])
  if (durationNs === undefined) return null
  return shown ?? { fromNs: 0, toNs: durationNs }
}

function turnPage({ clock }: Session): void {
  const { shown } = usePage.getState()
  const whole = wholeRun()
  const { isPlaying, direction, tNs, loop } = clock.state
  if (shown === null || whole === null || !isPlaying || loop !== null) return
  const lengthNs = shown.toNs - shown.fromNs
  // Only just left: a person who looks at another part while it plays is not taken away from it.
  const left = direction === 1 ? tNs - shown.toNs : shown.fromNs - tNs
  if (left <= 0 || left > lengthNs / 2) return
  usePage.setState({
    shown: clampWindow({ fromNs: shown.fromNs + direction * lengthNs, toNs: shown.toNs + direction * lengthNs }, whole),
  })
}
