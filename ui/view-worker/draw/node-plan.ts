import type { SceneNode } from "../../protocol/scene.ts"
import type { Area } from "./marks.ts"

/** Height of the band at the top of a node that is left to its name. */
export const NAME_BAND = 20
const PADDING = 8
const BAR_HEIGHT = 3
const TICKS_HEIGHT = 8
const GAP = 4
/** Side of a slot's cell: as large as there is room for. */
const CELL_SIDES = [14, 12, 10, 8, 6]
/** Distance of one dot of a replica to the next. */
const DOT_SIDES = [18, 14, 11, 8, 6, 4]
/** Of a row that a replica has to itself. */
const LANE_HEIGHT_MAX = 18
const LANE_HEIGHT_MIN = 9

/** Cells in rows. */
export interface Grid extends Area {
  /** Side of a cell. */
  readonly side: number
  readonly columns: number
  readonly rows: number
}

/** Where the parts of a replica are drawn. */
export interface ReplicaPlan {
  readonly actor: number
  /** A cell for each slot; null where the replica is a dot. */
  readonly slots: Grid | null
  /** Its own queue, the items next to be worked on at the right; null where the node has one. */
  readonly queue: Area | null
  readonly dot: { readonly x: number; readonly y: number; readonly radius: number } | null
}

/** Where the live parts of a node are drawn. */
export interface NodePlan {
  readonly actors: readonly number[]
  /** Requests it works on at once, all replicas together; null where nothing limits them. */
  readonly capacity: number | null
  /** Requests one replica works on at once. */
  readonly slots: number | null
  /** Utilisation. */
  readonly bar: Area
  /** The queue of all replicas together; null where each shows its own. */
  readonly queue: Area | null
  readonly replicas: readonly ReplicaPlan[]
  readonly middle: { readonly x: number; readonly y: number }
}

/** Divides a node's box. */
export function planNode(node: SceneNode): NodePlan {
  const { x, y, width, height, actors, slots, detail } = node
  const inner = width - 2 * PADDING
  const bar = { x: x + PADDING, y: y + height - PADDING / 2 - BAR_HEIGHT, width: inner, height: BAR_HEIGHT }
  const queue = { x: bar.x, y: bar.y - GAP - TICKS_HEIGHT, width: inner, height: TICKS_HEIGHT }
  const top = y + NAME_BAND
  const shared = {
    actors,
    slots,
    capacity: slots === null ? null : slots * actors.length,
    bar,
    middle: { x: x + width / 2, y: y + height / 2 },
  }
  if (detail === "dot") return { ...shared, queue, replicas: [] }
  const wide = { x: bar.x, y: top, width: inner, height: Math.max(0, bar.y - GAP - top) }
  const lanes = detail === "inside" ? planLanes(wide, node) : null
  if (lanes !== null) return { ...shared, queue: null, replicas: lanes }
  const area = { ...wide, height: Math.max(0, queue.y - GAP - top) }
  return { ...shared, queue, replicas: planCells(area, node) ?? planDots(area, node) }
}

/** A row for each replica: its queue at the left, its slots at the right. Null where there is no room for that. */
function planLanes(area: Area, { actors, slots }: SceneNode): readonly ReplicaPlan[] | null {
  const height = Math.min(LANE_HEIGHT_MAX, area.height / Math.max(1, actors.length))
  if (height < LANE_HEIGHT_MIN) return null
  // One replica has all of the room below each other.
  const room = actors.length === 1 ? area.height : height
  const width = Math.floor(area.width / 2) - GAP
  return actors.map((actor, index) => {
    const y = area.y + index * height
    const grid = gridIn({ x: area.x + area.width - width, y, width, height: room }, slots)
    if (grid === null) return { actor, slots: null, queue: null, dot: dotAt(area.x + area.width - height, y, height) }
    return { actor, slots: grid, queue: { x: area.x, y, width: area.width - width - GAP, height: room }, dot: null }
  })
}

/** A block of cells for each replica beside and below each other. Null where there is no room for that. */
function planCells(area: Area, { actors, slots }: SceneNode): readonly ReplicaPlan[] | null {
  if (slots === null && actors.length > 1) return null
  if (actors.length === 1) {
    const grid = gridIn(area, slots)
    return grid === null ? null : [{ actor: actors[0], slots: grid, queue: null, dot: null }]
  }
  const count = slots ?? 1
  for (const side of CELL_SIDES) {
    const columns = Math.ceil(Math.sqrt(count * 2))
    const rows = Math.ceil(count / columns)
    const [blockWidth, blockHeight] = [columns * side + GAP, rows * side + GAP]
    const across = Math.floor((area.width + GAP) / blockWidth)
    const down = Math.floor((area.height + GAP) / blockHeight)
    if (across * down < actors.length) continue
    return actors.map((actor, index) => {
      const x = area.x + (index % across) * blockWidth
      const y = area.y + Math.floor(index / across) * blockHeight
      const grid = { x, y, width: columns * side, height: rows * side, side, columns, rows }
      return { actor, slots: grid, queue: null, dot: null }
    })
  }
  return null
}

/** A dot for each replica, as many as there is room for. */
function planDots(area: Area, { actors }: SceneNode): readonly ReplicaPlan[] {
  const side = DOT_SIDES.find((each) => roomFor(area, each) >= actors.length) ?? DOT_SIDES[DOT_SIDES.length - 1]
  const across = Math.max(1, Math.floor(area.width / side))
  return actors.slice(0, Math.max(1, roomFor(area, side))).map((actor, index) => {
    const x = area.x + (index % across) * side
    const y = area.y + Math.floor(index / across) * side
    return { actor, slots: null, queue: null, dot: dotAt(x, y, side) }
  })
}

function dotAt(x: number, y: number, side: number) {
  return { x: x + side / 2, y: y + side / 2, radius: side * 0.36 }
}

function roomFor(area: Area, side: number): number {
  return Math.floor(area.width / side) * Math.floor(area.height / side)
}

/** As large cells as there is room for; where nothing limits the slots, cells of the middle size as many as there are. */
function gridIn(area: Area, slots: number | null): Grid | null {
  for (const side of CELL_SIDES) {
    const columns = Math.floor(area.width / side)
    const rows = Math.floor(area.height / side)
    const isEnough = slots === null ? side === 10 && columns * rows > 0 : columns * rows >= slots
    if (!isEnough) continue
    const used = slots === null ? rows : Math.ceil(slots / columns)
    return { x: area.x, y: area.y, width: columns * side, height: used * side, side, columns, rows: used }
  }
  return null
}
