const view = new Float64Array(1)
const integer = new BigInt64Array(view.buffer)

/** The position of a double among all doubles, so that neighbours differ by 1. */
function ordinal(x: number): bigint {
  view[0] = x
  const bits = integer[0] ?? 0n
  return bits < 0n ? -(bits & 0x7fffffffffffffffn) : bits
}

/** How many doubles apart two results are; 0 when both are NaN. */
export function ulpsApart(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number.isNaN(a) && Number.isNaN(b) ? 0 : Infinity
  const difference = ordinal(a) - ordinal(b)
  return Number(difference < 0n ? -difference : difference)
}
