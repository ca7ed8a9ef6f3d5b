import type { Topology } from "../../protocol/topology.ts"
import { around, type Box, grown, type Point } from "../geometry/box.ts"
import { courseOf, type Way } from "../geometry/path.ts"
import type { Group } from "../layout/groups.ts"
import type { Detail } from "../layout/zoom.ts"
import { bothText, type EdgeText } from "../text/numbers.ts"
import { boxesOf, type LabelWish, type PlacedLabels, placeLabels } from "./place.ts"
import { bandWish, edgeWish, groupWish, lineObstacles, markWish } from "./wishes.ts"

export interface LabelParts {
  readonly topology: Topology
  readonly boxes: ReadonlyMap<string, Box>
  readonly ways: readonly (Way | null)[]
  readonly groups: readonly Group[]
  readonly zoom: number
  readonly detail: Detail
  /** What stands above and below each edge, in the order of the topology's; nothing for one that has no calls. */
  readonly edgeTexts: readonly (EdgeText | null)[]
  /** Higher goes first. */
  readonly edgePriorities: readonly number[]
  readonly lineHeight: number
  readonly measure: (text: string) => number
}

/** Widths are rounded up to this, so that numbers that change move nothing. */
const WIDTH_STEP = 8
const PADDING = 4
/** Labels of edges reach so far beyond the nodes at most: as far as a picture that fits is seen. */
const RIM = 18
const MARK_WIDTH_MAX = 120
/** Edges with numbers beside them at most, those with most calls (chosen: more hide the picture they explain). */
const EDGES_MAX = 10

/**
 * Where every label of the picture stands, in CSS pixels before the viewport's shift (the picture's coordinates times
 * the zoom): `node:pay`, `group:data`, `edge:3`. None touches another. What has no room is left out.
 */
export function arrangeLabels(parts: LabelParts, before: PlacedLabels): PlacedLabels {
  const { boxes, zoom, detail, ways } = parts
  const onScreen = new Map([...boxes].map(([name, box]) => [name, scaled(box, zoom)]))
  const bodies = [...onScreen.values()]
  // A name may lie over its own node, unless that is no more than a mark.
  const owned = [...onScreen].map(([name, body]) => (detail === "dot" ? body : { ...body, owner: `node:${name}` }))
  const names = placeLabels(nameWishes(parts, onScreen), { obstacles: owned, before })
  const titles = placeLabels(groupWishes(parts), { obstacles: [...bodies, ...boxesOf(names)], before })
  const courses = ways.map((way) => (way === null ? [] : courseOf(way).map((point) => scaledPoint(point, zoom))))
  const lines = courses.flatMap((course, i) => lineObstacles(`edge:${i}`, course))
  const obstacles = [...bodies, ...boxesOf(names), ...boxesOf(titles), ...lines]
  const edges = placeLabels(edgeWishes(parts, courses), { obstacles, within: grown(around(bodies), RIM), before })
  return new Map([...names, ...titles, ...edges])
}

function nameWishes(
  { topology, boxes, zoom, detail, lineHeight, measure }: LabelParts,
  onScreen: ReadonlyMap<string, Box>,
): readonly LabelWish[] {
  return topology.nodes.flatMap((node): readonly LabelWish[] => {
    const box = boxes.get(node.name)
    const body = onScreen.get(node.name)
    if (box === undefined || body === undefined) return []
    const id = `node:${node.name}`
    if (detail !== "dot") return [bandWish(id, box, zoom, lineHeight)]
    const width = Math.min(MARK_WIDTH_MAX, roundedUp(measure(node.name)))
    // Those with most replicas first: they matter most.
    return [markWish(id, body, { width, height: lineHeight }, node.actors.length)]
  })
}

function groupWishes({ groups, zoom, lineHeight, measure }: LabelParts): readonly LabelWish[] {
  return groups.map(({ id, title, box }) =>
    groupWish(`group:${id}`, scaled(box, zoom), { width: roundedUp(measure(title)), height: lineHeight }),
  )
}

function edgeWishes(
  { edgeTexts, edgePriorities, lineHeight, measure }: LabelParts,
  courses: readonly (readonly Point[])[],
): readonly LabelWish[] {
  const least = edgePriorities.toSorted((a, b) => b - a)[EDGES_MAX - 1] ?? 0
  return courses.flatMap((course, i) => {
    const text = (edgePriorities[i] ?? 0) < least ? null : (edgeTexts[i] ?? null)
    if (text === null || course.length < 2) return []
    const sizeOf = (content: string) => ({ width: roundedUp(measure(content)), height: lineHeight })
    const sizes = { rate: sizeOf(text.rate), time: sizeOf(text.time), both: sizeOf(bothText(text)) }
    return [edgeWish(`edge:${i}`, course, sizes, edgePriorities[i] ?? 0)]
  })
}

function roundedUp(width: number): number {
  return Math.ceil((width + 2 * PADDING) / WIDTH_STEP) * WIDTH_STEP
}

function scaled({ x, y, width, height }: Box, zoom: number): Box {
  return { x: x * zoom, y: y * zoom, width: width * zoom, height: height * zoom }
}

function scaledPoint({ x, y }: Point, zoom: number): Point {
  return { x: x * zoom, y: y * zoom }
}
