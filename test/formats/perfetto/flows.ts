import { nanos, type Slice, type TraceEvent } from "./schema.ts"

/** An arrow, by the spans at its ends. */
export interface Arrow {
  readonly id: number
  readonly from: number | undefined
  readonly to: number | undefined
}

/**
 * Arrows as Perfetto draws them: events in the order of their time, those of one time in the order of the file, and each
 * end of an arrow bound to the latest slice of its thread that is still open (SliceTracker and FlowTracker).
 */
export function arrowsOf(events: readonly TraceEvent[]): readonly Arrow[] {
  const timed = events.flatMap((event) => (event.ph === "X" || event.ph === "s" || event.ph === "f" ? [event] : []))
  const open = new Map<number, Slice>()
  const starts = new Map<number, number | undefined>()
  const arrows: Arrow[] = []
  for (const event of timed.sort((a, b) => a.ts - b.ts)) {
    if (event.ph === "X") {
      open.set(event.tid, event)
      continue
    }
    const slice = open.get(event.tid)
    const takesNoTime = slice?.dur === 0 && slice.ts === event.ts
    const isOpen = slice !== undefined && (takesNoTime || nanos(event.ts) < nanos(slice.ts) + nanos(slice.dur))
    const span = isOpen && slice.pid === event.pid ? slice.args.span : undefined
    if (event.ph === "s") starts.set(event.id, span)
    else arrows.push({ id: event.id, from: starts.get(event.id), to: span })
  }
  return arrows
}
