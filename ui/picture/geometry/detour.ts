import { type Box, crosses, grown, type Point } from "./box.ts"
import { distance } from "./path.ts"

/** An edge keeps so far from nodes it has nothing to do with, in the picture's coordinates (chosen). */
const CLEARANCE = 12

/** The shortest broken line between two points that passes through none of the boxes; straight where there is none. */
export function detour(from: Point, to: Point, boxes: readonly Box[]): readonly Point[] {
  // Corners lie on the border of what must not be crossed, so that a line may run along it.
  const walls = boxes.map((box) => grown(box, CLEARANCE - 1))
  const corners = boxes.flatMap((box) => cornersOf(grown(box, CLEARANCE))).filter((corner) => !isInAny(walls, corner))
  const places = [from, to, ...corners]
  const sees = (a: Point, b: Point) => !walls.some((wall) => crosses(wall, a, b))
  return shortest(places, sees) ?? [from, to]
}

/** From the first place to the second, by A*: the straight distance is what is left at least. */
function shortest(places: readonly Point[], sees: (a: Point, b: Point) => boolean): readonly Point[] | undefined {
  const goal = places[1]
  if (goal === undefined) return undefined
  const lengths = places.map((_, i) => (i === 0 ? 0 : Number.POSITIVE_INFINITY))
  const cameFrom = new Map<number, number>()
  const open = new Set([0])
  const done = new Set<number>()
  while (open.size > 0) {
    const at = nearest(open, (i) => (lengths[i] ?? 0) + distance(places[i] ?? goal, goal))
    if (at === 1) return wayBack(places, cameFrom)
    open.delete(at)
    done.add(at)
    const here = places[at] ?? goal
    for (const [i, place] of places.entries()) {
      const length = (lengths[at] ?? 0) + distance(here, place)
      if (done.has(i) || length >= (lengths[i] ?? 0) || !sees(here, place)) continue
      lengths[i] = length
      cameFrom.set(i, at)
      open.add(i)
    }
  }
  return undefined
}

function nearest(open: ReadonlySet<number>, cost: (i: number) => number): number {
  let best = -1
  let least = Number.POSITIVE_INFINITY
  for (const i of open) {
    const value = cost(i)
    if (value < least || best === -1) [best, least] = [i, value]
  }
  return best
}

function wayBack(places: readonly Point[], cameFrom: ReadonlyMap<number, number>): readonly Point[] {
  const way: Point[] = []
  for (let at: number | undefined = 1; at !== undefined; at = cameFrom.get(at)) {
    const place = places[at]
    if (place !== undefined) way.unshift(place)
  }
  return way
}

function cornersOf({ x, y, width, height }: Box): readonly Point[] {
  return [
    { x, y },
    { x: x + width, y },
    { x, y: y + height },
    { x: x + width, y: y + height },
  ]
}

function isInAny(boxes: readonly Box[], { x, y }: Point): boolean {
  return boxes.some((box) => x > box.x && x < box.x + box.width && y > box.y && y < box.y + box.height)
}
