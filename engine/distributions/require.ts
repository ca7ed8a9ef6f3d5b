/** Checks of distribution parameters. Each throws a RangeError that says what was found and what is allowed. */

export function requireFinite(name: string, value: number): void {
  if (!(Math.abs(value) < Infinity)) throw new RangeError(`${name} must be a finite number, not ${value}.`)
}

export function requireNonNegative(name: string, value: number): void {
  if (!(value >= 0 && value < Infinity))
    throw new RangeError(`${name} must be a finite number of at least 0, not ${value}.`)
}

export function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) throw new RangeError(`${name} must be a finite number above 0, not ${value}.`)
}

export function requireIntegerBetween(name: string, value: number, range: readonly [number, number]): void {
  if (!Number.isInteger(value) || value < range[0] || value > range[1]) {
    throw new RangeError(`${name} must be an integer from ${range[0]} to ${range[1]}, not ${value}.`)
  }
}

/** For relations between parameters: `sentence` says what must hold and what was found. */
export function requireThat(condition: boolean, sentence: string): void {
  if (!condition) throw new RangeError(sentence)
}
