import { useEffect, useRef } from "react"
import type { TimeRange } from "../../playback/questions/index.ts"
import { useSession } from "../../state/context.ts"

/** The shown instant as a line over a chart. It is moved by the frame, not by React. */
export function Playhead({ window: shown }: { readonly window: TimeRange }) {
  const { clock } = useSession()
  const line = useRef<HTMLSpanElement>(null)
  const { fromNs, toNs } = shown
  useEffect(() => {
    let handle = requestAnimationFrame(frame)
    let drawnNs = Number.NaN
    function frame(): void {
      handle = requestAnimationFrame(frame)
      const { tNs } = clock.state
      const element = line.current
      if (element === null || tNs === drawnNs) return
      drawnNs = tNs
      const share = (tNs - fromNs) / (toNs - fromNs)
      element.hidden = share < 0 || share > 1
      element.style.left = `${(100 * share).toFixed(2)}%`
    }
    return () => cancelAnimationFrame(handle)
  }, [clock, fromNs, toNs])
  return <span ref={line} className="playhead" />
}
