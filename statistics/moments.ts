/** Mean; NaN for no samples. */
export function mean(samples: readonly number[]): number {
  let sum = 0
  for (const sample of samples) sum += sample
  return sum / samples.length
}

/** Unbiased variance about the mean; NaN for fewer than two samples. */
export function variance(samples: readonly number[]): number {
  const centre = mean(samples)
  let squares = 0
  for (const sample of samples) squares += (sample - centre) * (sample - centre)
  return samples.length < 2 ? Number.NaN : squares / (samples.length - 1)
}

/** Correlation of neighbours in a series, about `centre` (its mean unless told); 0 for a constant series. */
export function lagOneCorrelation(series: readonly number[], centre: number = mean(series)): number {
  let squares = 0
  let products = 0
  let before = 0
  series.forEach((value, i) => {
    const deviation = value - centre
    squares += deviation * deviation
    if (i > 0) products += before * deviation
    before = deviation
  })
  return squares === 0 ? 0 : products / squares
}
