/**
 * Whole-number counts over the latest slices of time, as plain data. Slices are numbered from time 0; `newest` is the
 * one counted into. Totals are kept, so reading costs nothing; turning costs one step a slice passed, once.
 */
export type Slices = {
  newest: number
  /** Slice by slice (its number modulo their count), column by column. */
  readonly values: Float64Array
  /** By column, over all slices. */
  readonly totals: Float64Array
}

export function createSlices(count: number, columns: number): Slices {
  return { newest: 0, values: new Float64Array(count * columns), totals: new Float64Array(columns) }
}

/** Makes `slice` the newest and forgets those that leave the window. An earlier one changes nothing. */
export function turnSlices(slices: Slices, slice: number): void {
  const { values, totals, newest } = slices
  if (slice <= newest) return
  slices.newest = slice
  const columns = totals.length
  const count = values.length / columns
  if (slice - newest >= count) {
    values.fill(0)
    totals.fill(0)
    return
  }
  for (let next = newest + 1; next <= slice; next++) {
    const start = (next % count) * columns
    for (let column = 0; column < columns; column++) {
      totals[column] = totalOf(slices, column) - (values[start + column] ?? 0)
      values[start + column] = 0
    }
  }
}

/** Counts into the newest slice. */
export function addToSlices(slices: Slices, column: number, amount: number): void {
  const { values, totals, newest } = slices
  const columns = totals.length
  const at = (newest % (values.length / columns)) * columns + column
  values[at] = (values[at] ?? 0) + amount
  totals[column] = totalOf(slices, column) + amount
}

export function totalOf(slices: Slices, column: number): number {
  return slices.totals[column] ?? 0
}

export function clearSlices(slices: Slices): void {
  slices.values.fill(0)
  slices.totals.fill(0)
}
