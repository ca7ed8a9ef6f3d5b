import { type KeyboardEvent, useRef } from "react"
import { goTo } from "../controls/steps.ts"
import { useClock, useSession } from "../state/context.ts"
import type { ShownTime } from "../state/page.ts"
import { spokenInstant } from "../words/time.ts"
import { useGestures } from "./gestures.ts"
import { useRegion } from "./region.ts"
import { keyTarget } from "./slider-keys.ts"

/** Where the timeline is touched: a slider over the time that is shown. */
export function Slider({ window }: { readonly window: ShownTime }) {
  const session = useSession()
  const { tNs, endNs } = useClock()
  const area = useRef<HTMLDivElement>(null)
  useGestures(area, session)
  const onKeyDown = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, { tNs: session.clock.state.tNs, endNs, window })
    if (to === null || event.ctrlKey || event.metaKey || event.altKey) return
    event.preventDefault()
    if (event.shiftKey && event.key.startsWith("Arrow")) extendRegion(session.clock.state.tNs, to)
    goTo(session, to)
  }
  return (
    <div
      ref={area}
      className="timeline-slider"
      data-testid="timeline-slider"
      role="slider"
      tabIndex={0}
      aria-label="Instant shown"
      aria-orientation="horizontal"
      aria-valuemin={0}
      aria-valuemax={Math.round(endNs / 1e6)}
      aria-valuenow={Math.round(tNs / 1e6)}
      aria-valuetext={spokenInstant(tNs)}
      onKeyDown={onKeyDown}
    />
  )
}

/** From where the region began, or from here, to there. */
function extendRegion(fromNs: number, toNs: number): void {
  const { region } = useRegion.getState()
  const anchorNs = region === null ? fromNs : region.fromNs === fromNs ? region.toNs : region.fromNs
  useRegion.setState({ region: { fromNs: Math.min(anchorNs, toNs), toNs: Math.max(anchorNs, toNs) } })
}
