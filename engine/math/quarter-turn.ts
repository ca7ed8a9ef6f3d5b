// Polynomials of fdlibm 5.3, k_sin.c and k_cos.c; pi/2 in parts of 33 bits from e_rem_pio2.c.
const s1 = -1.66666666666666324348e-1
const s2 = 8.33333333332248946124e-3
const s3 = -1.98412698298579493134e-4
const s4 = 2.75573137070700676789e-6
const s5 = -2.50507602534068634195e-8
const s6 = 1.58969099521155010221e-10
const c1 = 4.16666666666666019037e-2
const c2 = -1.38888888888741095749e-3
const c3 = 2.48015872894767294178e-5
const c4 = -2.75573143513906633035e-7
const c5 = 2.0875723212981748279e-9
const c6 = -1.13596475577881948265e-11
const twoOverPi = 6.36619772367581382433e-1
const halfPi1 = 1.57079632673412561417
const halfPi2 = 6.0771005063039659766e-11
const halfPi2Tail = 2.02226624879595063154e-21

/** Above this the three-part reduction by pi/2 would lose bits: 2^19 pi. */
const magnitudeMax = 1647099

/**
 * sin(x + quarterTurns * pi/2), x in radians, error below 1 unit in the last place.
 * NaN for a non-finite x. Throws RangeError above 1647099 radians: reduce the phase first.
 */
export function sineAfterTurns(x: number, quarterTurns: number): number {
  const magnitude = Math.abs(x)
  if (!(magnitude < Infinity)) return NaN
  if (magnitude > magnitudeMax) {
    throw new RangeError(
      `An angle of ${x} radians is too large; the limit is ${magnitudeMax}. Reduce the phase to one turn first.`,
    )
  }
  const n = Math.floor(x * twoOverPi + 0.5)
  const first = x - n * halfPi1
  const shift = n * halfPi2
  const second = first - shift
  const correction = n * halfPi2Tail - (first - second - shift)
  const y = second - correction
  const tail = second - y - correction
  const quadrant = (n + quarterTurns) & 3
  const value = (quadrant & 1) === 0 ? sineKernel(y, tail) : cosineKernel(y, tail)
  return (quadrant & 2) === 0 ? value : -value
}

/** sin(y + tail) for |y| <= pi/4. */
function sineKernel(y: number, tail: number): number {
  const z = y * y
  const w = z * z
  const r = s2 + z * (s3 + z * s4) + z * w * (s5 + z * s6)
  const v = z * y
  return y - (z * (0.5 * tail - v * r) - tail - v * s1)
}

/** cos(y + tail) for |y| <= pi/4. */
function cosineKernel(y: number, tail: number): number {
  const z = y * y
  const w = z * z
  const r = z * (c1 + z * (c2 + z * c3)) + w * w * (c4 + z * (c5 + z * c6))
  const half = 0.5 * z
  const rest = 1 - half
  return rest + (1 - rest - half + (z * r - y * tail))
}
