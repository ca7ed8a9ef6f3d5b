import { useEffect, useRef } from "react"
import { type ShownTime, shownBranch, usePage } from "../state/page.ts"
import { useShownTheme } from "../themes/shown-theme.ts"
import { drawTimeline, timelineColours } from "./draw-timeline.ts"
import type { Lane } from "./lanes.ts"
import type { ElementSize } from "./use-element-size.ts"
import type { TimelineData } from "./use-timeline-data.ts"

interface TimelineCanvasProps {
  readonly size: ElementSize
  readonly window: ShownTime | null
  readonly lanes: readonly Lane[]
  readonly data: TimelineData | null
}

const NO_MARKS: readonly never[] = []

/** Drawn only when what it shows has changed: the instant is an element above it. */
export function TimelineCanvas({ size, window, lanes, data }: TimelineCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const themeVersion = useShownTheme(({ version }) => version)
  const marks = usePage(({ extent }) => extent?.marks ?? NO_MARKS)
  const reachNs = usePage(({ extent }) => extent?.toNs ?? 0)
  const warmupNs = usePage((state) => shownBranch(state)?.topology.scenario.warmupNs ?? 0)
  useEffect(() => {
    const element = canvas.current
    const context = element?.getContext("2d")
    if (element === null || context === null || context === undefined || window === null || themeVersion === 0) return
    const ratio = devicePixelRatio
    const { width, height } = size
    element.width = Math.round(width * ratio)
    element.height = Math.round(height * ratio)
    context.setTransform(ratio, 0, 0, ratio, 0, 0)
    const { fontSize, fontFamily } = getComputedStyle(element)
    const font = `${fontSize} ${fontFamily}`
    const colours = timelineColours(element)
    drawTimeline(context, { width, height, window, lanes, data, marks, warmupNs, reachNs, colours, font })
  })
  return <canvas ref={canvas} className="timeline-canvas" />
}
