import { useEffect, useRef } from "react"
import { useSession } from "../state/context.ts"
import { runFrames } from "../state/frame-loop.ts"
import type { ShownTime } from "../state/page.ts"
import { xOf } from "./scale.ts"

/** The instant that is shown. Moved with every frame by its transform alone, past React. */
export function Playhead({ window, width }: { readonly window: ShownTime; readonly width: number }) {
  const { clock } = useSession()
  const head = useRef<HTMLDivElement>(null)
  const { fromNs, toNs } = window
  useEffect(() => {
    const element = head.current
    if (element === null) return
    let drawn = Number.NaN
    return runFrames(clock, () => {
      const x = Math.round(xOf(clock.state.tNs, { fromNs, toNs }, width) * 2) / 2
      if (x === drawn) return
      drawn = x
      element.style.transform = `translateX(${x}px)`
      element.style.visibility = x < 0 || x > width ? "hidden" : "visible"
    })
  }, [clock, fromNs, toNs, width])
  return <div ref={head} className="playhead" data-testid="playhead" aria-hidden="true" />
}
