/** Times in ms and work done, by `<operation><Which>`. */
export type Timed = Readonly<Record<string, number | string>>

/** One time an operation was done. */
export interface Sample {
  readonly ms: number
  /** What it says it touched or made. */
  readonly work: number
}

/** Does something so many times, after a tenth as often to warm up. It returns what it touched or made. */
export function timed(rounds: number, operation: () => number): readonly Sample[] {
  for (let i = 0; i < rounds / 10; i++) operation()
  return Array.from({ length: rounds }, () => {
    const startMs = performance.now()
    const work = operation()
    return { ms: performance.now() - startMs, work }
  })
}

/** The middle, the 95th and 99th hundredth of the times, and the most work. */
export function quantiles(operation: string, samples: readonly Sample[]): Timed {
  return {
    ...quantilesOf(
      operation,
      samples.map(({ ms }) => ms),
    ),
    [`${operation}WorkMax`]: Math.max(...samples.map(({ work }) => work)),
  }
}

/** The same of times in ms alone. */
export function quantilesOf(operation: string, timesMs: readonly number[]): Timed {
  return {
    [`${operation}MsP50`]: quantile(timesMs, 0.5),
    [`${operation}MsP95`]: quantile(timesMs, 0.95),
    [`${operation}MsP99`]: quantile(timesMs, 0.99),
  }
}

/** Of the times, the one that so large a share of them is below. */
export function quantile(times: readonly number[], share: number): number {
  const sorted = [...times].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN
}
