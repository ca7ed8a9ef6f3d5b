/** How calls and replicas are drawn. A shape tells what the colour tells, to those who do not see the colour. */
export const DISC = 0
/** In flight at the end of the record. */
export const RING = 1
export const DIAMOND = 2
/** A hedge. */
export const OPEN_DIAMOND = 3
export const TRIANGLE = 4
/** A retry that fails. */
export const OPEN_TRIANGLE = 5
export const CROSS = 6
export const SHAPES = 7

/** A shape at a place between pixels, as how much of each pixel it covers, 0 to 255. */
export interface Stamp {
  readonly size: number
  /** Of its middle from its first row and column, in pixels. */
  readonly middle: number
  readonly coverage: Uint8Array
}

/** Places between two pixels that are told apart, both ways (chosen: no step of a slow mark is seen). */
const PHASES = 4
/** Points a pixel is looked at, both ways. */
const SAMPLES = 4
/** Radii are told apart by a quarter of a pixel, up to this. */
const STEPS_PER_PIXEL = 4
export const RADIUS_MAX = 64

/** Thickness of lines in open shapes and crosses, of the radius. */
const STROKE = 0.36

/** By shape: how far it reaches from its middle at most, of the radius. */
const REACHES = [1, 1, 1.6, 1.6, 1.2, 1.2, 1]

const stamps = new Map<number, Stamp>()

/** The shape with a radius in pixels, at x and y from the corner of a pixel, 0 to 1. Made when first asked for. */
export function stampOf(shape: number, radius: number, x: number, y: number): Stamp {
  const step = Math.max(2, Math.round(Math.min(RADIUS_MAX, radius) * STEPS_PER_PIXEL))
  const [phaseX, phaseY] = [Math.floor(x * PHASES), Math.floor(y * PHASES)]
  const key = ((step * SHAPES + shape) * PHASES + phaseY) * PHASES + phaseX
  const known = stamps.get(key)
  if (known !== undefined) return known
  const stamp = make(shape, step / STEPS_PER_PIXEL, (phaseX + 0.5) / PHASES, (phaseY + 0.5) / PHASES)
  stamps.set(key, stamp)
  return stamp
}

function make(shape: number, radius: number, x: number, y: number): Stamp {
  const middle = Math.ceil(radius * REACHES[shape]) + 1
  const size = 2 * middle + 1
  const coverage = new Uint8Array(size * size)
  for (let at = 0; at < coverage.length; at++) {
    const [left, top] = [(at % size) - middle - x, Math.floor(at / size) - middle - y]
    let inside = 0
    for (let sample = 0; sample < SAMPLES * SAMPLES; sample++) {
      const dx = left + ((sample % SAMPLES) + 0.5) / SAMPLES
      const dy = top + (Math.floor(sample / SAMPLES) + 0.5) / SAMPLES
      if (isInside(shape, dx / radius, dy / radius)) inside++
    }
    coverage[at] = Math.round((255 * inside) / (SAMPLES * SAMPLES))
  }
  return { size, middle, coverage }
}

/** Whether a point is in the shape of radius 1 around 0. Shapes with corners reach a bit further, to look as large. */
function isInside(shape: number, x: number, y: number): boolean {
  const round = x * x + y * y
  if (shape === DISC) return round <= 1
  if (shape === RING) return round <= 1 && round >= (1 - STROKE) * (1 - STROKE)
  // Taller than wide, since an upright square is taken for a disc when it is small.
  const diamond = Math.abs(x) / 1.1 + Math.abs(y) / 1.6
  if (shape === DIAMOND) return diamond <= 1
  if (shape === OPEN_DIAMOND) return diamond <= 1 && diamond >= 1 - STROKE
  if (shape === CROSS) return Math.max(Math.abs(x), Math.abs(y)) <= 1 && Math.abs(Math.abs(x) - Math.abs(y)) <= STROKE
  // Upwards: the distance from the middle to each side is half of that to a corner.
  const triangle = Math.max(y, 0.866 * Math.abs(x) - 0.5 * y) / 0.6
  return triangle <= 1 && (shape === TRIANGLE || triangle >= 1 - STROKE)
}
