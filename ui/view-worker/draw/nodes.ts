import { emptyPhases, readPhases } from "../../playback/call-phases.ts"
import type { Playback } from "../../playback/playback.ts"
import type { CallBrush } from "./calls.ts"
import type { Crowd } from "./crowd.ts"
import { widthOfTimes } from "./digits.ts"
import type { Area, Marks } from "./marks.ts"
import type { Grid, NodePlan, ReplicaPlan } from "./node-plan.ts"
import type { Stage } from "./stage.ts"
import { DISC } from "./stamps.ts"

/** Distance of one tick of a queue to the next, and how wide it is; after every tenth there is room for one more. */
const TICK_PITCH = 3
const TICK_WIDTH = 2
const TICKS_TOGETHER = 10
const LABEL_HEIGHT = 5
/** Of the side of its cell, the radius of a call in it. */
const CALL_IN_CELL = 0.36
/** Calls that fill the dot of a replica that works on as many as come by half. */
const HALF_FULL = 4

/** What a frame is drawn from and into. */
export interface Easel {
  readonly stage: Stage
  readonly playback: Playback
  readonly crowd: Crowd
  readonly brush: CallBrush
  readonly marks: Marks
}

/** Draws what is inside every node: how busy it is, its queue, its replicas and the calls at them. */
export function drawNodes(easel: Easel): void {
  for (const node of easel.stage.nodes) drawNode(easel, node)
}

function drawNode(easel: Easel, node: NodePlan): void {
  const { playback, marks, stage } = easel
  const { palette } = stage
  let [busy, queued] = [0, 0]
  for (const actor of node.actors) {
    busy += playback.busyOf(actor)
    queued += playback.queueOf(actor)
  }
  if (node.capacity !== null && node.capacity > 0) {
    marks.rect(node.bar, palette.idle)
    const share = Math.min(1, busy / node.capacity)
    if (share > 0) marks.part(node.bar, node.bar.width * share, palette.busy)
  }
  if (node.queue !== null && queued > 0) drawTicks(easel, node, node.queue, queued)
  for (const replica of node.replicas) {
    if (replica.dot !== null) drawDot(easel, node, replica)
    if (replica.slots !== null) drawSlots(easel, node, replica.actor, replica.slots)
    if (replica.queue !== null) drawLane(easel, replica.actor, replica.queue)
  }
}

/** The smallest power of ten of which no more than `room` are needed for `count`. */
export function powerFor(count: number, room: number): number {
  let power = 0
  while (Math.ceil(count / 10 ** power) > Math.max(1, room)) power++
  return power
}

/** The queue as a length that can be counted: a tick a request, or for ten, a hundred … with that beside it. */
function drawTicks({ crowd, brush, marks, stage }: Easel, node: NodePlan, area: Area, queued: number): void {
  const label = widthOfTimes(LABEL_HEIGHT, 3) + TICK_PITCH
  const groups = (ticks: number) => Math.floor(ticks / TICKS_TOGETHER)
  const room = Math.floor((area.width - label) / (TICK_PITCH + TICK_PITCH / TICKS_TOGETHER))
  const power = powerFor(queued, room)
  const ticks = Math.ceil(queued / 10 ** power)
  const calls: number[] = []
  if (power === 0) for (const actor of node.actors) crowd.waitingAt(actor, calls)
  for (let tick = 0; tick < ticks; tick++) {
    const x = area.x + (tick + groups(tick)) * TICK_PITCH
    const call = calls[tick]
    marks.rect({ ...area, x, width: TICK_WIDTH }, call === undefined ? stage.palette.queue : brush.colourOf(call))
    if (call === undefined) continue
    crowd.x[call] = x + TICK_WIDTH / 2
    crowd.y[call] = area.y + area.height / 2
  }
  if (power === 0) return
  const x = area.x + (ticks + groups(ticks)) * TICK_PITCH + TICK_PITCH
  marks.times({ x, y: area.y + (area.height - LABEL_HEIGHT) / 2 }, LABEL_HEIGHT, power, stage.palette.ink)
}

/** A replica as a dot that fills as it gets busy, with its queue as a bar beside it. */
function drawDot({ playback, marks, stage }: Easel, { slots }: NodePlan, { actor, dot }: ReplicaPlan): void {
  if (dot === null) return
  const { palette } = stage
  marks.shape(DISC, dot, dot.radius, palette.idle)
  const busy = playback.busyOf(actor)
  const share = slots === null ? busy / (busy + HALF_FULL) : Math.min(1, busy / slots)
  if (share > 0) marks.shape(DISC, dot, dot.radius * Math.sqrt(share), palette.busy)
  const height = Math.min(2 * dot.radius, playback.queueOf(actor))
  if (height === 0) return
  const x = dot.x + dot.radius + 1
  marks.rect({ x, y: dot.y + dot.radius - height, width: 1.5, height }, palette.queue)
}

const middle = { x: 0, y: 0 }
const calls: number[] = []

/** A cell for each slot, with the call in it. What is worked on for nobody who still waits fills its cell. */
function drawSlots({ playback, crowd, brush, marks, stage }: Easel, node: NodePlan, actor: number, grid: Grid): void {
  const { palette } = stage
  const cells = grid.columns * grid.rows
  calls.length = 0
  crowd.workedOnBy(actor, calls)
  const busy = playback.busyOf(actor)
  const power = node.slots === null ? powerFor(Math.max(busy, calls.length), cells) : 0
  const used = node.slots === null ? Math.min(cells, Math.ceil(busy / 10 ** power)) : Math.min(cells, node.slots)
  seat(calls, crowd.particles.rows, { cells: used, every: 10 ** power })
  let unknown = node.slots === null ? 0 : Math.max(0, busy - calls.length)
  for (let cell = 0; cell < used; cell++) {
    const x = grid.x + (cell % grid.columns) * grid.side
    const y = grid.y + Math.floor(cell / grid.columns) * grid.side
    const call = seats[cell]
    const isTaken = call < 0 && unknown > 0
    if (isTaken) unknown--
    marks.square(x + 1, y + 1, grid.side - 2, isTaken ? palette.busy : palette.idle)
    if (call < 0) continue
    middle.x = x + grid.side / 2
    middle.y = y + grid.side / 2
    brush.draw(call, middle, grid.side * CALL_IN_CELL)
  }
  if (power === 0) return
  const x = grid.x + grid.width - widthOfTimes(LABEL_HEIGHT, power)
  marks.times({ x, y: grid.y + grid.height - LABEL_HEIGHT }, LABEL_HEIGHT, power, palette.ink)
}

let seats = new Int32Array(64)

/**
 * Puts each call into a cell of `seats`, -1 for none: into that of its row's number or the next free one. Most calls stay
 * in their cell as others come and go.
 */
function seat(
  calls: readonly number[],
  rows: Int32Array,
  { cells, every }: { readonly cells: number; readonly every: number },
): void {
  if (seats.length < cells) seats = new Int32Array(2 * cells)
  seats.fill(-1, 0, cells)
  for (let i = 0, seated = 0; i < calls.length && seated < cells; i += every, seated++) {
    let cell = rows[calls[i]] % cells
    while (seats[cell] >= 0) cell = cell + 1 === cells ? 0 : cell + 1
    seats[cell] = calls[i]
  }
}

/** A replica's queue, item by item, the next to be worked on at the right. */
function drawLane({ playback, crowd, brush, marks, stage }: Easel, actor: number, area: Area): void {
  const queued = playback.queueOf(actor)
  if (queued === 0) return
  const side = Math.min(area.height, 10)
  const calls: number[] = []
  crowd.waitingAt(actor, calls)
  const order = calls.map((i) => ({ i, seatNs: seatOf(playback, crowd.particles.rows[i]) }))
  order.sort((a, b) => a.seatNs - b.seatNs || a.i - b.i)
  const power = powerFor(queued, Math.floor((area.width - widthOfTimes(LABEL_HEIGHT, 3)) / side))
  const items = Math.ceil(queued / 10 ** power)
  const y = area.y + area.height / 2
  for (let item = 0; item < items; item++) {
    const at = { x: area.x + area.width - (item + 0.5) * side, y }
    const call = power === 0 ? order[item] : undefined
    if (call !== undefined) brush.draw(call.i, at, side * CALL_IN_CELL)
    else marks.shape(DISC, at, side * CALL_IN_CELL, stage.palette.queue)
  }
  if (power > 0) marks.times({ x: area.x, y: y - LABEL_HEIGHT / 2 }, LABEL_HEIGHT, power, stage.palette.ink)
}

const phases = emptyPhases()

function seatOf(playback: Playback, row: number): number {
  return readPhases(playback.recording.spans, row, phases).seatNs
}
