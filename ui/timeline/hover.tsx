import { type RefObject, useEffect, useState } from "react"
import { type ShownTime, usePage } from "../state/page.ts"
import { compactText, percentText } from "../words/numbers.ts"
import { durationText, instantText } from "../words/time.ts"
import { nearestMark } from "./place-marks.ts"
import { timeOf } from "./scale.ts"
import type { TimelineData } from "./use-timeline-data.ts"

interface HoverProps {
  readonly plot: RefObject<HTMLDivElement | null>
  readonly window: ShownTime
  readonly width: number
  readonly data: TimelineData | null
}

/** A mark is named when the pointer is no further from it than so many CSS pixels. */
const NEAR_PX = 12

/** Under the pointer: the instant, what was measured there, and the fault or breach next to it. */
export function Hover({ plot, window, width, data }: HoverProps) {
  const x = usePointerX(plot)
  const marks = usePage(({ extent }) => extent?.marks)
  if (x === null) return null
  const tNs = timeOf(x, window, width)
  const nsPerPx = (window.toNs - window.fromNs) / Math.max(1, width)
  const mark = nearestMark(marks ?? [], tNs, NEAR_PX * nsPerPx)
  const isRight = x > width / 2
  return (
    <div className="timeline-hover" aria-hidden="true" style={{ transform: `translateX(${x}px)` }}>
      <div className={`timeline-tip${isRight ? " is-left" : ""}`}>
        <b>{instantText(tNs, nsPerPx)}</b>
        {mark === null ? null : <span>{mark.label}</span>}
        {data === null ? null : numbersAt(data, tNs).map((text) => <span key={text}>{text}</span>)}
      </div>
    </div>
  )
}

function numbersAt({ window, density, ribbons }: TimelineData, tNs: number): readonly string[] {
  const stepNs = (window.toNs - window.fromNs) / density.length
  const column = Math.floor((tNs - window.fromNs) / stepNs)
  const events = density[column]
  const mean = ribbons.latencyMean[column] ?? Number.NaN
  const most = ribbons.latencyMost[column] ?? Number.NaN
  const failed = ribbons.failed[column] ?? Number.NaN
  if (events === undefined) return []
  return [
    `${compactText(events / (stepNs / 1e9))} events/s`,
    ...(Number.isNaN(mean) ? [] : [`latency ${durationText(mean)} mean, ${durationText(most)} at most`]),
    ...(failed > 0 ? [`${percentText(failed)} failed`] : []),
    ...ribbons.queues.flatMap((queue) => {
      const length = queue.mean[column] ?? 0
      return length > 0 ? [`queue of ${queue.node} ${compactText(length)}`] : []
    }),
  ]
}

/** Where a mouse is over the plot; a finger has its own way to look. */
function usePointerX(plot: RefObject<HTMLDivElement | null>): number | null {
  const [x, setX] = useState<number | null>(null)
  useEffect(() => {
    const element = plot.current
    if (element === null) return
    const move = (event: PointerEvent) => {
      if (event.pointerType === "mouse") setX(Math.round(event.clientX - element.getBoundingClientRect().left))
    }
    const leave = () => setX(null)
    element.addEventListener("pointermove", move)
    element.addEventListener("pointerleave", leave)
    return () => {
      element.removeEventListener("pointermove", move)
      element.removeEventListener("pointerleave", leave)
    }
  }, [plot])
  return x
}
