/** Chi-square statistic against equal expectations, as a number of standard deviations (Wilson-Hilferty). */
export function uniformityScore(counts: ArrayLike<number>): number {
  let total = 0
  for (let i = 0; i < counts.length; i++) total += counts[i] ?? 0
  return chiSquareScore(counts, new Float64Array(counts.length).fill(total / counts.length))
}

export function chiSquareScore(counts: ArrayLike<number>, expected: ArrayLike<number>): number {
  let statistic = 0
  for (let i = 0; i < counts.length; i++) {
    const e = expected[i] ?? 0
    statistic += ((counts[i] ?? 0) - e) ** 2 / e
  }
  const freedom = counts.length - 1
  const spread = 2 / (9 * freedom)
  return (Math.cbrt(statistic / freedom) - (1 - spread)) / Math.sqrt(spread)
}

/** How far the sample correlation of n pairs is from 0, in standard deviations. */
export function correlationScore(xs: Float64Array, ys: Float64Array): number {
  const n = xs.length
  const meanX = xs.reduce((sum, x) => sum + x, 0) / n
  const meanY = ys.reduce((sum, y) => sum + y, 0) / n
  let xy = 0
  let xx = 0
  let yy = 0
  for (let i = 0; i < n; i++) {
    const dx = (xs[i] ?? 0) - meanX
    const dy = (ys[i] ?? 0) - meanY
    xy += dx * dy
    xx += dx * dx
    yy += dy * dy
  }
  return (xy / Math.sqrt(xx * yy)) * Math.sqrt(n)
}
