import type { Layer } from "../../../components/kit/contract.ts"
import type { Topology } from "../../protocol/topology.ts"
import type { LayoutAnswer, LayoutRequest } from "../../protocol/view-api.ts"
import type { Place } from "../../state/page.ts"
import type { Box } from "../geometry/box.ts"
import { type Measure, NARROW, sizeOf, WIDE } from "./sizes.ts"

export type Direction = "right" | "down"

/** From the user inwards. */
export const LAYERS: readonly Layer[] = ["client", "edge", "gateway", "network", "service", "data"]

/** A picture narrower than this, in CSS pixels, is laid out downwards (chosen: below the width of a tablet held upright). */
const NARROW_BELOW = 560

/** Of the picture on the screen, in CSS pixels. */
export interface Room {
  readonly width: number
  readonly height: number
}

/** Which way calls go in a picture of that size. */
export function directionFor({ width, height }: Room): Direction {
  return width < NARROW_BELOW && height > width * 0.9 ? "down" : "right"
}

export interface LayoutTexts {
  readonly measure: Measure
  /** Left free above each node for a name that is higher than its band, as on a projector. */
  readonly headroom: number
}

/** What the layout is asked for. Two topologies with the same nodes and edges ask the same. */
export function layoutRequest(
  topology: Topology,
  direction: Direction,
  { measure, headroom }: LayoutTexts,
): LayoutRequest {
  const range = direction === "down" ? NARROW : WIDE
  return {
    direction,
    nodes: topology.nodes.map((node) => {
      const { width, height } = sizeOf(node, measure, range)
      return { id: node.name, rank: LAYERS.indexOf(node.layer), width, height: height + headroom }
    }),
    edges: topology.edges.map(({ from, to }) => ({ from, to })),
  }
}

/** Boxes by name: where the layout puts them, or where they were put by hand. */
export function arrange(
  request: LayoutRequest,
  answer: LayoutAnswer,
  { places, headroom }: { readonly places: Readonly<Record<string, Place>>; readonly headroom: number },
): ReadonlyMap<string, Box> {
  return new Map(
    request.nodes.map(({ id, width, height }, i) => {
      const place = Object.hasOwn(places, id) ? places[id] : undefined
      const { x, y } = place ?? { x: answer.x[i] ?? 0, y: (answer.y[i] ?? 0) + headroom }
      return [id, { x: Math.round(x), y: Math.round(y), width, height: height - headroom }]
    }),
  )
}

/** Sizes are told apart in steps, so that the layout stays as it is while a window is dragged a little. */
const ROOM_STEP = 160

export function roomFor(width: number, height: number): Room | null {
  if (width === 0 || height === 0) return null
  const step = (size: number) => Math.max(1, Math.round(size / ROOM_STEP)) * ROOM_STEP
  return { width: step(width), height: step(height) }
}
