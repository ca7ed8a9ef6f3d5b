/** A rectangle, y downwards; in which coordinates is the caller's to say. */
export interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Point {
  readonly x: number
  readonly y: number
}

/** Whether two share more than an edge. */
export function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
}

export function contains(outer: Box, inner: Box): boolean {
  const isInX = inner.x >= outer.x && inner.x + inner.width <= outer.x + outer.width
  return isInX && inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height
}

/** Larger by `by` on every side. */
export function grown({ x, y, width, height }: Box, by: number): Box {
  return { x: x - by, y: y - by, width: width + 2 * by, height: height + 2 * by }
}

export function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 }
}

/** The smallest that holds all; nothing at the origin for none. */
export function around(boxes: readonly Box[]): Box {
  if (boxes.length === 0) return { x: 0, y: 0, width: 0, height: 0 }
  const x = Math.min(...boxes.map((box) => box.x))
  const y = Math.min(...boxes.map((box) => box.y))
  const right = Math.max(...boxes.map((box) => box.x + box.width))
  const bottom = Math.max(...boxes.map((box) => box.y + box.height))
  return { x, y, width: right - x, height: bottom - y }
}

/** Whether a straight line between two points passes through the inside of a box. */
export function crosses(box: Box, from: Point, to: Point): boolean {
  const dx = to.x - from.x
  const dy = to.y - from.y
  let first = 0
  let last = 1
  // Each pair: how far along the line the two parallel sides are (Liang and Barsky 1984).
  const sides: readonly (readonly [slope: number, room: number])[] = [
    [-dx, from.x - box.x],
    [dx, box.x + box.width - from.x],
    [-dy, from.y - box.y],
    [dy, box.y + box.height - from.y],
  ]
  for (const [slope, room] of sides) {
    if (slope === 0 && room <= 0) return false
    if (slope < 0) first = Math.max(first, room / slope)
    if (slope > 0) last = Math.min(last, room / slope)
  }
  return first < last
}
