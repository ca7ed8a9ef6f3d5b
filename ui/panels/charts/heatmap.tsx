import { type PointerEvent, useEffect, useRef, useState } from "react"
import type { LatencyHeat, LatencyRange, TimeRange } from "../../playback/questions/index.ts"
import { usePage } from "../../state/page.ts"
import { countText } from "../../words/numbers.ts"
import { durationText, instantText } from "../../words/time.ts"
import { heatLatency, paintHeat } from "./heat-canvas.ts"
import { Playhead } from "./playhead.tsx"

/** Part of a heatmap: when, and how long. */
export interface HeatBox {
  readonly window: TimeRange
  readonly latency: LatencyRange
}

interface HeatmapProps {
  readonly heat: LatencyHeat
  readonly window: TimeRange
  /** A point was clicked: the cell around it. */
  readonly onPoint: (cell: HeatBox) => void
  /** A box was dragged. */
  readonly onBox: (box: HeatBox) => void
}

interface Corner {
  readonly x: number
  readonly y: number
}

/** Dragging by less is a click, in shares of the width. */
const CLICK_MAX = 0.01

/** How many requests took how long, over time; the lines are p50, p95, p99 and p99.9. */
export function Heatmap({ heat, window, onPoint, onBox }: HeatmapProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const theme = usePage((state) => state.theme)
  const [drag, setDrag] = useState<{ readonly from: Corner; readonly to: Corner } | null>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme has other colours
  useEffect(() => {
    const element = canvas.current
    if (element === null) return
    const style = getComputedStyle(element)
    const colour = (token: string) => style.getPropertyValue(`--${token}`)
    element.width = Math.round(element.clientWidth * devicePixelRatio)
    element.height = Math.round(element.clientHeight * devicePixelRatio)
    const lines = [colour("ink"), colour("outcome-refused"), colour("outcome-late"), colour("outcome-error")]
    paintHeat(element, heat, { ground: colour("sunken"), few: colour("idle"), many: colour("queue"), lines })
  }, [heat, theme])
  const cornerAt = ({ clientX, clientY, currentTarget }: PointerEvent<HTMLElement>): Corner => {
    const { left, top, width, height } = currentTarget.getBoundingClientRect()
    const share = (value: number) => Math.max(0, Math.min(1, value))
    return { x: share((clientX - left) / width), y: share(1 - (clientY - top) / height) }
  }
  const finish = () => {
    if (drag === null) return
    setDrag(null)
    const { from, to } = drag
    const isClick = Math.abs(from.x - to.x) < CLICK_MAX && Math.abs(from.y - to.y) < CLICK_MAX
    if (isClick) onPoint(boxOf(heat, window, grown(from)))
    else onBox(boxOf(heat, window, drag))
  }
  return (
    <figure className="chart heatmap">
      <div
        className="chart-plot"
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          const corner = cornerAt(event)
          setDrag({ from: corner, to: corner })
        }}
        onPointerMove={(event) => drag !== null && setDrag({ from: drag.from, to: cornerAt(event) })}
        onPointerUp={finish}
        onPointerCancel={() => setDrag(null)}
      >
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Latency of ${countText(heat.calls)} requests from ${instantText(window.fromNs)} to ${instantText(window.toNs)}`}
        />
        {drag !== null && <DragBox from={drag.from} to={drag.to} />}
        <Playhead window={window} />
      </div>
      <figcaption className="axis">
        <span>{durationText(heat.edgesNs[0] ?? 0)}</span>
        <span>p50 · p95 · p99 · p99.9</span>
        <span>{durationText(heat.edgesNs[heat.edgesNs.length - 1] ?? 0)}</span>
      </figcaption>
    </figure>
  )
}

function DragBox({ from, to }: { readonly from: Corner; readonly to: Corner }) {
  const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)]
  return (
    <svg className="drag-box" viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true">
      <rect
        x={100 * x}
        y={100 * (1 - y - Math.abs(from.y - to.y))}
        width={100 * Math.abs(from.x - to.x)}
        height={100 * Math.abs(from.y - to.y)}
      />
    </svg>
  )
}

/** A few pixels around a point. */
function grown({ x, y }: Corner): { from: Corner; to: Corner } {
  return { from: { x: x - CLICK_MAX, y: y - 2 * CLICK_MAX }, to: { x: x + CLICK_MAX, y: y + 2 * CLICK_MAX } }
}

function boxOf(heat: LatencyHeat, window: TimeRange, drag: { readonly from: Corner; readonly to: Corner }): HeatBox {
  const { from, to } = drag
  const instant = (share: number) =>
    Math.round(window.fromNs + Math.max(0, Math.min(1, share)) * (window.toNs - window.fromNs))
  const [low, high] = [Math.min(from.y, to.y), Math.max(from.y, to.y)]
  return {
    window: { fromNs: instant(Math.min(from.x, to.x)), toNs: instant(Math.max(from.x, to.x)) },
    latency: {
      fromNs: Math.floor(heatLatency(heat.edgesNs, low)),
      toNs: Math.ceil(heatLatency(heat.edgesNs, high)) + 1,
    },
  }
}
