import type { Point } from "./box.ts"

/** The way of an edge from its caller to its callee: corners of a broken line, or the four points of a cubic Bézier. */
export interface Way {
  readonly points: readonly Point[]
  readonly isCurve: boolean
}

/** Straight pieces a Bézier is taken for where only its course matters (chosen: within a pixel at the sizes drawn). */
const PIECES = 20
/** Straight pieces of a rounded corner. */
const ARC_PIECES = 8

/** As a broken line. */
export function courseOf({ points, isCurve }: Way): readonly Point[] {
  if (!isCurve) return points
  return Array.from({ length: PIECES + 1 }, (_, i) => onCurve(points, i / PIECES))
}

/** At a share of the length, from 0 to 1. */
export function pointAt(course: readonly Point[], share: number): Point {
  const lengths = course.slice(1).map((point, i) => distance(course[i] ?? point, point))
  let rest = share * lengths.reduce((sum, length) => sum + length, 0)
  for (const [i, length] of lengths.entries()) {
    const from = course[i]
    const to = course[i + 1]
    if (from === undefined || to === undefined) break
    if (rest <= length && length > 0) return between(from, to, rest / length)
    rest -= length
  }
  return course.at(-1) ?? { x: 0, y: 0 }
}

/** For the `d` of an SVG path. */
export function svgPath({ points, isCurve }: Way): string {
  const [first, ...rest] = points.map(({ x, y }) => `${round(x)} ${round(y)}`)
  if (first === undefined) return ""
  return isCurve ? `M${first}C${rest.join(" ")}` : `M${first}L${rest.join("L")}`
}

/** The corners of a broken line made round, as a broken line of more corners. */
export function rounded(corners: readonly Point[], radius: number): readonly Point[] {
  return corners.flatMap((corner, i) => {
    const before = corners[i - 1]
    const after = corners[i + 1]
    if (before === undefined || after === undefined) return [corner]
    // Two corners share what lies between them; the ends of the line need nothing of it.
    const room = (to: Point, isEnd: boolean) => Math.min(radius, distance(corner, to) / (isEnd ? 1 : 2))
    const start = towards(corner, before, room(before, i === 1))
    const end = towards(corner, after, room(after, i === corners.length - 2))
    return Array.from({ length: ARC_PIECES + 1 }, (_, piece) => onArc(start, corner, end, piece / ARC_PIECES))
  })
}

export function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y)
}

export function between(a: Point, b: Point, share: number): Point {
  return { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share }
}

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to)
  return length === 0 ? from : between(from, to, by / length)
}

/** A quadratic Bézier. */
function onArc(a: Point, b: Point, c: Point, share: number): Point {
  return between(between(a, b, share), between(b, c, share), share)
}

function onCurve(points: readonly Point[], share: number): Point {
  const [a, b, c, d] = points
  if (a === undefined || b === undefined || c === undefined || d === undefined) return { x: 0, y: 0 }
  return between(onArc(a, b, c, share), onArc(b, c, d, share), share)
}

function round(value: number): number {
  return Math.round(value * 10) / 10
}
