import type { TimeRange, WaterfallRow } from "../../playback/questions/index.ts"

/** Part of a call as it is drawn, in thousandths of the width. */
export interface Stretch {
  readonly kind: string
  readonly x: number
  readonly width: number
  /** The request waited for just this. */
  readonly isCritical: boolean
}

/** The narrowest that can be seen. */
const WIDTH_MIN = 1.5

/** A call's phases, and over them what of it lies on the critical path. */
export function stretchesOf(row: WaterfallRow, { fromNs, toNs }: TimeRange): readonly Stretch[] {
  const place = (ns: number) => (1000 * (Math.min(Math.max(ns, fromNs), toNs) - fromNs)) / (toNs - fromNs)
  const stretch = (kind: string, startNs: number, endNs: number, isCritical: boolean): Stretch[] => {
    const x = place(startNs)
    const width = place(endNs) - x
    return width > 0 || isCritical ? [{ kind, x, width: Math.max(width, WIDTH_MIN), isCritical }] : []
  }
  return [
    ...stretch("network", row.startNs, row.arriveNs, false),
    ...stretch("queue", row.arriveNs, row.seatNs, false),
    ...stretch("downstream", row.seatNs, row.leaveNs, false),
    ...stretch("network", row.leaveNs, row.endNs, false),
    ...row.critical.flatMap(({ kind, fromNs: begins, toNs: ends }) => stretch(kind, begins, ends, true)),
  ]
}
