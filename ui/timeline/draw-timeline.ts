import type { Mark } from "../protocol/feed.ts"
import type { ShownTime } from "../state/page.ts"
import { instantText } from "../words/time.ts"
import type { Lane } from "./lanes.ts"
import { tickStep, ticksOf, xOf } from "./scale.ts"
import type { TimelineData } from "./use-timeline-data.ts"

/** All there is to draw, in CSS pixels. The playhead is an element of its own and not here. */
export interface TimelineDrawing {
  readonly width: number
  readonly height: number
  readonly window: ShownTime
  readonly lanes: readonly Lane[]
  readonly data: TimelineData | null
  readonly marks: readonly Mark[]
  readonly warmupNs: number
  /** How far the run is simulated. */
  readonly reachNs: number
  readonly colours: TimelineColours
  readonly font: string
}

export interface TimelineColours {
  readonly ink: string
  readonly muted: string
  readonly line: string
  readonly busy: string
  readonly idle: string
  readonly queue: string
  readonly failed: string
  readonly breach: string
  readonly shade: string
}

export function timelineColours(element: Element): TimelineColours {
  const style = getComputedStyle(element)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    ink: token("ink"),
    muted: token("muted"),
    line: token("line"),
    busy: token("busy"),
    idle: token("idle"),
    queue: token("queue"),
    failed: token("outcome-error"),
    breach: token("outcome-late"),
    shade: token("sunken"),
  }
}

export function drawTimeline(context: CanvasRenderingContext2D, drawing: TimelineDrawing): void {
  context.clearRect(0, 0, drawing.width, drawing.height)
  drawWarmup(context, drawing)
  drawMarkTimes(context, drawing)
  drawUnsimulated(context, drawing)
  for (const lane of drawing.lanes) drawLane(context, drawing, lane)
}

function drawLane(context: CanvasRenderingContext2D, drawing: TimelineDrawing, lane: Lane): void {
  if (lane.name === "axis") {
    drawAxis(context, drawing, lane)
    return
  }
  const { data, colours } = drawing
  context.fillStyle = colours.line
  context.fillRect(0, lane.y + lane.height - 1, drawing.width, 1)
  if (data === null) return
  const { density, ribbons } = data
  if (lane.name === "events") drawBars(context, drawing, lane, { values: density, colour: colours.busy })
  if (lane.name === "latency") {
    const most = Math.max(largest(ribbons.latencyMost), 1)
    drawBars(context, drawing, lane, { values: ribbons.latencyMost, colour: colours.idle, most, isRoot: true })
    drawLine(context, drawing, lane, { values: ribbons.latencyMean, colour: colours.ink, most, isRoot: true })
  }
  if (lane.name === "failed") {
    drawBars(context, drawing, lane, { values: ribbons.failed, colour: colours.failed, most: 1, isRoot: true })
  }
  const queue = lane.name === "queue" ? ribbons.queues[lane.index] : undefined
  if (queue !== undefined) {
    const most = Math.max(largest(queue.most), 1)
    drawBars(context, drawing, lane, { values: queue.most, colour: colours.idle, most })
    drawBars(context, drawing, lane, { values: queue.mean, colour: colours.queue, most })
  }
}

interface Series {
  readonly values: Float32Array
  readonly colour: string
  /** What fills the lane; the largest value if left out. */
  readonly most?: number
  /** Heights are square roots, so that what is small is seen beside what is large. */
  readonly isRoot?: boolean
}

function drawBars(context: CanvasRenderingContext2D, drawing: TimelineDrawing, lane: Lane, series: Series): void {
  const { values, colour, most = Math.max(largest(values), 1), isRoot = false } = series
  context.fillStyle = colour
  context.beginPath()
  const columns = values.length
  for (let column = 0; column < columns; column++) {
    const value = values[column] ?? 0
    if (!(value > 0)) continue
    const share = Math.min(1, value / most)
    const height = Math.max(1, (isRoot ? Math.sqrt(share) : share) * (lane.height - 1))
    const { x, width } = columnPlace(drawing, column, columns)
    context.rect(x, lane.y + lane.height - 1 - height, width, height)
  }
  context.fill()
}

function drawLine(context: CanvasRenderingContext2D, drawing: TimelineDrawing, lane: Lane, series: Series): void {
  const { values, colour, most = 1, isRoot = false } = series
  context.strokeStyle = colour
  context.lineWidth = 1.25
  context.beginPath()
  let isDown = false
  for (let column = 0; column < values.length; column++) {
    const value = values[column] ?? Number.NaN
    if (Number.isNaN(value)) continue
    const share = Math.min(1, value / most)
    const y = lane.y + lane.height - 1 - (isRoot ? Math.sqrt(share) : share) * (lane.height - 2)
    const { x, width } = columnPlace(drawing, column, values.length)
    if (isDown) context.lineTo(x + width / 2, y)
    else context.moveTo(x + width / 2, y)
    isDown = true
  }
  context.stroke()
}

/** Where a column stands now; while the window moves, what was asked for an earlier one is drawn where it belongs. */
function columnPlace({ data, window, width }: TimelineDrawing, column: number, columns: number) {
  const { fromNs, toNs } = data?.window ?? window
  const stepNs = (toNs - fromNs) / columns
  const x = xOf(fromNs + column * stepNs, window, width)
  return { x, width: Math.max(0.5, xOf(fromNs + (column + 1) * stepNs, window, width) - x) }
}

function drawAxis(
  context: CanvasRenderingContext2D,
  { window, width, colours, font }: TimelineDrawing,
  lane: Lane,
): void {
  context.font = font
  context.textBaseline = "middle"
  context.fillStyle = colours.muted
  const labelWidth = context.measureText("0:00:00.000").width
  const stepNs = tickStep(window, width / (labelWidth + 16))
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.beginPath()
  for (const at of ticksOf(window, stepNs)) {
    const x = Math.round(xOf(at, window, width)) + 0.5
    context.moveTo(x, lane.y)
    context.lineTo(x, lane.y + 5)
    const text = instantText(at, stepNs)
    const half = context.measureText(text).width / 2
    context.fillText(text, Math.max(0, Math.min(width - 2 * half, x - half)), lane.y + lane.height / 2 + 3)
  }
  context.stroke()
}

/** Faults as a shade over all lanes, breaches as a line along the top while they last. */
function drawMarkTimes(
  context: CanvasRenderingContext2D,
  { marks, window, width, height, reachNs, colours }: TimelineDrawing,
): void {
  for (const { kind, fromNs, toNs } of marks) {
    const x = xOf(fromNs, window, width)
    const toX = xOf(Math.min(toNs, Math.max(reachNs, fromNs)), window, width)
    if (toX < 0 || x > width) continue
    context.globalAlpha = kind === "fault" ? 0.12 : 1
    context.fillStyle = kind === "fault" ? colours.failed : colours.breach
    context.fillRect(x, 0, Math.max(1, toX - x), kind === "fault" ? height : 2)
    context.globalAlpha = 1
  }
}

function drawWarmup(
  context: CanvasRenderingContext2D,
  { warmupNs, window, width, height, colours }: TimelineDrawing,
): void {
  if (warmupNs <= window.fromNs) return
  const x = Math.max(0, xOf(0, window, width))
  context.fillStyle = colours.shade
  context.fillRect(x, 0, xOf(Math.min(warmupNs, window.toNs), window, width) - x, height)
}

function drawUnsimulated(
  context: CanvasRenderingContext2D,
  { reachNs, window, width, height, lanes, colours }: TimelineDrawing,
): void {
  if (reachNs >= window.toNs) return
  const x = Math.max(0, xOf(reachNs, window, width))
  const bottom = lanes.find(({ name }) => name === "axis")?.y ?? height
  context.save()
  context.beginPath()
  context.rect(x, 0, width - x, bottom)
  context.clip()
  context.strokeStyle = colours.line
  context.lineWidth = 1
  context.beginPath()
  for (let at = Math.floor((x - bottom) / 8) * 8; at < width; at += 8) {
    context.moveTo(at, bottom)
    context.lineTo(at + bottom, 0)
  }
  context.stroke()
  context.restore()
}

function largest(values: Float32Array): number {
  let most = 0
  for (const value of values) if (value > most) most = value
  return most
}
