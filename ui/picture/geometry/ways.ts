import { type Box, centreOf, crosses, grown, type Point } from "./box.ts"
import { detour } from "./detour.ts"
import { courseOf, rounded, type Way } from "./path.ts"

export interface Edge {
  readonly from: string
  readonly to: string
}

export interface WayOptions {
  /** The direction in which calls mostly go. */
  readonly direction: "right" | "down"
  /** Height of the band at a node's top that holds its name: edges end below it. */
  readonly band: number
}

/** Above so many nodes edges go straight: looking for ways around would be felt (measured: 12 ms at 60 nodes). */
const NODES_MAX_FOR_DETOURS = 80
/** How far an edge goes straight out of its node before it turns. */
const STUB = 18
const CORNER_RADIUS = 26

type Side = "left" | "right" | "top" | "bottom"

interface End {
  readonly node: string
  readonly side: Side
  readonly other: Point
}

/** The ways of edges between nodes, in the order of the edges: around nodes they have nothing to do with. */
export function waysOf(
  boxes: ReadonlyMap<string, Box>,
  edges: readonly Edge[],
  options: WayOptions,
): readonly (Way | null)[] {
  const ends = edges.map((edge) => endsOf(boxes, edge, options))
  const ports = portsOf(
    boxes,
    ends.flatMap((pair) => pair ?? []),
    options.band,
  )
  return edges.map(({ from, to }, i) => {
    const pair = ends[i]
    const [start, end] = pair?.map((side) => ports.get(side)) ?? []
    if (pair === null || pair === undefined || start === undefined || end === undefined) return null
    const others = [...boxes].filter(([name]) => name !== from && name !== to).map(([, box]) => box)
    return wayBetween({ start, end, startSide: pair[0].side, endSide: pair[1].side, others })
  })
}

interface Leg {
  readonly start: Point
  readonly end: Point
  readonly startSide: Side
  readonly endSide: Side
  readonly others: readonly Box[]
}

function wayBetween({ start, end, startSide, endSide, others }: Leg): Way {
  const isAcross = startSide === "left" || startSide === "right"
  const reach = Math.max(STUB * 2, Math.abs(isAcross ? end.x - start.x : end.y - start.y) / 2)
  const curve: Way = {
    points: [start, outwards(start, startSide, reach), outwards(end, endSide, reach), end],
    isCurve: true,
  }
  const walls = others.map((box) => grown(box, 4))
  if (others.length > NODES_MAX_FOR_DETOURS || !touchesAny(courseOf(curve), walls)) return curve
  const around = detour(outwards(start, startSide, STUB), outwards(end, endSide, STUB), others)
  return { points: rounded([start, ...around, end], CORNER_RADIUS), isCurve: false }
}

function touchesAny(course: readonly Point[], walls: readonly Box[]): boolean {
  return course.some((point, i) => {
    const before = course[i - 1]
    return before !== undefined && walls.some((wall) => crosses(wall, before, point))
  })
}

/** The sides that face each other; those along the direction of calls first. */
function endsOf(boxes: ReadonlyMap<string, Box>, { from, to }: Edge, { direction }: WayOptions): [End, End] | null {
  const a = boxes.get(from)
  const b = boxes.get(to)
  if (a === undefined || b === undefined) return null
  const [start, end] = from === to ? (["right", "bottom"] as const) : sidesOf(a, b, direction)
  return [
    { node: from, side: start, other: centreOf(b) },
    { node: to, side: end, other: centreOf(a) },
  ]
}

function sidesOf(a: Box, b: Box, direction: "right" | "down"): readonly [Side, Side] {
  const across = acrossSides(a, b)
  const along = alongSides(a, b)
  const [first, second] = direction === "right" ? [across, along] : [along, across]
  return first ?? second ?? (direction === "right" ? ["right", "left"] : ["bottom", "top"])
}

function acrossSides(a: Box, b: Box): readonly [Side, Side] | undefined {
  if (b.x >= a.x + a.width + STUB) return ["right", "left"]
  return a.x >= b.x + b.width + STUB ? ["left", "right"] : undefined
}

function alongSides(a: Box, b: Box): readonly [Side, Side] | undefined {
  if (b.y >= a.y + a.height + STUB) return ["bottom", "top"]
  return a.y >= b.y + b.height + STUB ? ["top", "bottom"] : undefined
}

/** Where each end is: those on one side of a node are spread over it, in the order of where they lead. */
function portsOf(boxes: ReadonlyMap<string, Box>, ends: readonly End[], band: number): ReadonlyMap<End, Point> {
  const ports = new Map<End, Point>()
  for (const group of bySide(ends)) {
    const [first] = group
    const box = boxes.get(first?.node ?? "")
    if (box === undefined || first === undefined) continue
    const { side } = first
    const along = side === "left" || side === "right" ? "y" : "x"
    const sorted = group.toSorted((a, b) => a.other[along] - b.other[along])
    for (const [i, end] of sorted.entries()) ports.set(end, portAt(box, side, (i + 1) / (sorted.length + 1), band))
  }
  return ports
}

function bySide(ends: readonly End[]): Iterable<readonly End[]> {
  const groups = new Map<string, End[]>()
  for (const end of ends) {
    const key = `${end.side} ${end.node}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [end])
    else group.push(end)
  }
  return groups.values()
}

function portAt({ x, y, width, height }: Box, side: Side, share: number, band: number): Point {
  if (side === "left" || side === "right") {
    return { x: side === "left" ? x : x + width, y: y + band + (height - band) * share }
  }
  return { x: x + width * share, y: side === "top" ? y : y + height }
}

function outwards({ x, y }: Point, side: Side, by: number): Point {
  if (side === "left") return { x: x - by, y }
  if (side === "right") return { x: x + by, y }
  return { x, y: side === "top" ? y - by : y + by }
}
