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
  const times = samples.map(({ ms }) => ms).sort((a, b) => a - b)
  const at = (q: number) => times[Math.min(times.length - 1, Math.floor(q * times.length))] ?? Number.NaN
  return {
    [`${operation}MsP50`]: at(0.5),
    [`${operation}MsP95`]: at(0.95),
    [`${operation}MsP99`]: at(0.99),
    [`${operation}WorkMax`]: Math.max(...samples.map(({ work }) => work)),
  }
}
