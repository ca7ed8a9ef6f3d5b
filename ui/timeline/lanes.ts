/** What the timeline draws, from the top down. */
export type LaneName = "events" | "latency" | "failed" | "queue" | "axis"

export interface Lane {
  readonly name: LaneName
  /** Which of the queues, 0 for all else. */
  readonly index: number
  readonly y: number
  readonly height: number
}

/** Beside the text of the axis, and between lanes, in CSS pixels. */
const AXIS_ROOM = 8
const GAP = 4
/** Shares of the height that is left for them. */
const WEIGHTS = { events: 1.2, latency: 1.4, failed: 0.8, queue: 1 } as const

/**
 * Lanes for a height: each as high as a text at least, since its name stands beside it. Where there is less, queues give
 * way first, then failures, then latency.
 */
export function lanesFor(height: number, queues: number, textPx: number): readonly Lane[] {
  const axis = textPx + AXIS_ROOM
  const wanted: { readonly name: keyof typeof WEIGHTS; readonly index: number }[] = [
    { name: "events", index: 0 },
    { name: "latency", index: 0 },
    { name: "failed", index: 0 },
    ...Array.from({ length: queues }, (_, index) => ({ name: "queue" as const, index })),
  ]
  const room = Math.max(0, height - axis)
  const total = () => wanted.reduce((sum, { name }) => sum + WEIGHTS[name], 0)
  const least = () => Math.min(...wanted.map(({ name }) => WEIGHTS[name]))
  while (wanted.length > 1 && (least() / total()) * (room - GAP * wanted.length) < textPx) wanted.pop()
  const lanes: Lane[] = []
  const unit = (room - GAP * wanted.length) / total()
  let y = 0
  for (const { name, index } of wanted) {
    const laneHeight = Math.max(4, Math.floor(unit * WEIGHTS[name]))
    lanes.push({ name, index, y, height: laneHeight })
    y += laneHeight + GAP
  }
  return [...lanes, { name: "axis", index: 0, y: Math.max(y, height - axis), height: axis }]
}
