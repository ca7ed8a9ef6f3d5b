import type { Raster } from "./raster.ts"

interface Point {
  readonly x: number
  readonly y: number
}

/** So thin a line is drawn thinner no more, but fainter, in pixels. */
const THICKNESS_MIN = 1

/**
 * A straight line, from pixel to pixel in the direction in which it is longer: pieces of one path that go on in that
 * direction neither overlap nor leave a gap. Across it, pixels at its sides are covered in part.
 */
export function paintLine(
  raster: Raster,
  from: Point,
  to: Point,
  { thickness, colour }: { readonly thickness: number; readonly colour: number },
): void {
  const isSteep = Math.abs(to.y - from.y) > Math.abs(to.x - from.x)
  const [u0, v0] = isSteep ? [from.y, from.x] : [from.x, from.y]
  const [u1, v1] = isSteep ? [to.y, to.x] : [to.x, to.y]
  if (u0 === u1) return
  const slope = (v1 - v0) / (u1 - u0)
  // Measured straight across a sloping line it is thicker.
  const half = (Math.max(THICKNESS_MIN, thickness) / 2) * Math.sqrt(1 + slope * slope)
  const strength = Math.min(1, Math.max(thickness, 0.35) / THICKNESS_MIN) * 255
  const [length, breadth] = isSteep ? [raster.height, raster.width] : [raster.width, raster.height]
  const [alongStep, acrossStep] = isSteep ? [raster.width, 1] : [1, raster.width]
  const first = Math.max(0, Math.ceil(Math.min(u0, u1) - 0.5))
  const end = Math.min(length, Math.ceil(Math.max(u0, u1) - 0.5))
  for (let u = first; u < end; u++) {
    const v = v0 + slope * (u + 0.5 - u0)
    const [low, high] = [v - half, v + half]
    const last = Math.min(breadth - 1, Math.ceil(high) - 1)
    for (let at = Math.max(0, Math.floor(low)); at <= last; at++) {
      const covered = Math.min(1, high - at) - Math.max(0, low - at)
      if (covered > 0) raster.cover(u * alongStep + at * acrossStep, colour, Math.round(covered * strength))
    }
  }
}
