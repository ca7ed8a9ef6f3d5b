import type { ExemplarChoice, LatencyRange, TimeRange } from "../../playback/questions/index.ts"
import type { MeasureName } from "../../protocol/questions.ts"

/** Where a request is looked for, and which of those that are there is taken. */
export interface ChartCell {
  readonly window: TimeRange
  readonly latency: LatencyRange
  readonly choice: ExemplarChoice
}

/** A press on a chart: of a pointer, or of a key, which is nowhere in it. */
export interface ChartPress {
  /** 0 for a press by key, as in the DOM. */
  readonly detail: number
  readonly clientX: number
  readonly clientY: number
  readonly currentTarget: { getBoundingClientRect(): Pick<DOMRect, "left" | "top" | "width" | "height"> }
}

export interface PressedChart {
  readonly window: TimeRange
  /** The value at its upper edge. */
  readonly top: number
  readonly columns: number
  readonly measure: MeasureName
}

/** A pointer means what lies so near, in columns and in shares of the height (chosen: a finger's width of a chart). */
const NEAR_COLUMNS = 3
const NEAR_SHARE = 0.1

const ANY_LATENCY: LatencyRange = { fromNs: 0, toNs: Number.MAX_SAFE_INTEGER }

/**
 * Where the request behind a point of a chart is looked for, in turn. On a chart of latency: near the point, then at its
 * time whatever it took. On others the slowest at its time, and for a press by key the slowest of all.
 */
export function cellsAt(press: ChartPress, { window, top, columns, measure }: PressedChart): readonly ChartCell[] {
  if (press.detail === 0) return [{ window, latency: ANY_LATENCY, choice: "slowest" }]
  const { left, top: upper, width, height } = press.currentTarget.getBoundingClientRect()
  const across = share((press.clientX - left) / width)
  const column = Math.min(columns - 1, Math.floor(across * columns))
  const instant = (at: number) => Math.round(window.fromNs + share(at / columns) * (window.toNs - window.fromNs))
  const near = { fromNs: instant(column - NEAR_COLUMNS), toNs: instant(column + 1 + NEAR_COLUMNS) }
  const slowest: ChartCell = { window: near, latency: ANY_LATENCY, choice: "slowest" }
  if (measure !== "latency") return [slowest]
  const value = top * (1 - share((press.clientY - upper) / height))
  const latency = {
    fromNs: Math.max(0, Math.floor(value - NEAR_SHARE * top)),
    toNs: Math.ceil(value + NEAR_SHARE * top) + 1,
  }
  return [{ window: near, latency, choice: "middle" }, slowest]
}

function share(value: number): number {
  return Math.max(0, Math.min(1, value))
}
