import type { TopologyNode } from "../../protocol/topology.ts"

/** Width of a text in CSS pixels. */
export type Measure = (text: string, weight: "normal" | "strong") => number

export interface NodeSize {
  readonly width: number
  readonly height: number
}

/** The band at a node's top that holds its name; below it the view's worker draws. Its drawing counts on this height. */
export const BAND = 20
/** A queue, a bar of utilisation and what lies between them, as ui/view-worker/draw/node-plan.ts divides a node. */
const LIVE_REST = 24
/** For slots and replicas: as few rows as do, as many as a picture bears (chosen). */
const ROOM = 28
const ROOM_MORE = 44
/** Side of a slot's cell when there are many. */
const CELL = 8
/** Each replica has a row of its own when a node is looked into, if they are not more than this. */
const LANES_MAX = 8
const LANE = 9.5

/** Icon and gaps beside the texts of the band. */
const BAND_REST = 52

export interface SizeRange {
  readonly widthMin: number
  readonly widthMax: number
}

/** On wide pictures, and on a phone's. */
export const WIDE: SizeRange = { widthMin: 144, widthMax: 236 }
export const NARROW: SizeRange = { widthMin: 120, widthMax: 168 }

/** So large that name, kind and replicas fit where they can. */
export function sizeOf(node: TopologyNode, measure: Measure, { widthMin, widthMax }: SizeRange): NodeSize {
  const width = Math.max(widthMin, Math.min(widthMax, Math.ceil(bandWidth(node, measure) / 4) * 4))
  return { width, height: BAND + LIVE_REST + roomFor(node, width) }
}

/** Width of a band in which name, kind and replicas are all seen. */
export function bandWidth(node: TopologyNode, measure: Measure): number {
  const replicas = measure(replicasText(node), "normal")
  return measure(node.name, "strong") + measure(kindText(node), "normal") + replicas + BAND_REST
}

function roomFor({ slots, actors }: TopologyNode, width: number): number {
  const lanes = Math.ceil(Math.min(LANES_MAX, actors.length) * LANE) - (LIVE_REST - 11)
  const columns = Math.floor(width / CELL) - 2
  const rows = Math.ceil(((slots ?? 0) * actors.length) / columns)
  const cells = rows * CELL > ROOM && rows * CELL <= ROOM_MORE ? ROOM_MORE : ROOM
  return Math.max(cells, lanes)
}

/** The product where it says which it is, else what it is. */
export function kindText({ profile, title }: TopologyNode): string {
  return profile ?? title
}

/** "×3"; nothing for one. */
export function replicasText({ actors }: TopologyNode): string {
  return actors.length > 1 ? `×${actors.length}` : ""
}
