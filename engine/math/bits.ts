/**
 * The parts of a double, and exact scaling by powers of two.
 * Reading bits through a view is exact everywhere; writing them is avoided because
 * a partial write followed by a full read stalls the processor.
 */

const view = new Float64Array(1)
const halves = new Uint32Array(view.buffer)

view[0] = 1
/** Which half holds sign and exponent: 1 on little-endian machines, 0 on big-endian ones. */
const highHalf = halves[1] === 0x3ff00000 ? 1 : 0

/** The upper 32 bits of a double (sign, exponent, top 20 bits of the fraction), as uint32. */
export function highWord(x: number): number {
  view[0] = x
  return halves[highHalf]
}

/** Smallest and largest power of two that a double holds. */
const exponentMin = -1074
const exponentMax = 1023

/** `powersOfTwo[n + powersOfTwoOffset]` is 2^n for -1074 <= n <= 1023, exactly. */
export const powersOfTwo: Float64Array = buildPowersOfTwo()
export const powersOfTwoOffset = -exponentMin

function buildPowersOfTwo(): Float64Array {
  const table = new Float64Array(exponentMax - exponentMin + 1)
  table[-exponentMin] = 1
  for (let n = 1; n <= exponentMax; n++) table[n - exponentMin] = table[n - 1 - exponentMin] * 2
  for (let n = -1; n >= exponentMin; n--) table[n - exponentMin] = table[n + 1 - exponentMin] * 0.5
  return table
}

/** y * 2^exponent for y in [1/2, 2] and -1076 <= exponent <= 1024, also where 2^exponent alone would overflow or lose bits. */
export function scaleByPowerOfTwo(y: number, exponent: number): number {
  if (exponent > exponentMax) return y * 2 * powersOfTwo[exponent - 1 + powersOfTwoOffset]
  if (exponent >= -1021) return y * powersOfTwo[exponent + powersOfTwoOffset]
  return y * powersOfTwo[exponent + 1000 + powersOfTwoOffset] * powersOfTwo[powersOfTwoOffset - 1000]
}
