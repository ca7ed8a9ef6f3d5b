/** How an event's delay is drawn in the hold model; means about 10 ms except for `ties`. */
export const DELAY_KINDS = [
  "exponential",
  "uniform",
  "constant",
  "bimodal",
  "lognormal",
  "triangular",
  "ties",
  "pareto",
] as const
export type DelayKind = (typeof DELAY_KINDS)[number]

/** Delays in a table, gone through in a circle; 128 kB, so that the table stays in the second-level cache (chosen). */
export const DELAYS = 1 << 14

const MEAN_NS = 1e7

const draws: Readonly<Record<DelayKind, (uniform: () => number) => number>> = {
  exponential: (uniform) => -Math.log(uniform()) * MEAN_NS,
  uniform: (uniform) => uniform() * 2 * MEAN_NS,
  constant: () => MEAN_NS,
  /** Nine short ones of 1 ms to one of 83 ms: what calendar queues break down on. */
  bimodal: (uniform) => (uniform() < 0.9 ? uniform() * 2e6 : 8.2e7 + uniform() * 2e6),
  /** Sigma 2: half of the delay comes from the longest 2 %. */
  lognormal: (uniform) =>
    Math.exp(2 * Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform())) * MEAN_NS * Math.exp(-2),
  triangular: (uniform) => (uniform() + uniform()) * MEAN_NS,
  /** 1 to 4 ns. */
  ties: (uniform) => Math.floor(uniform() * 4),
  /** Index 1.2: finite mean, infinite variance. */
  pareto: (uniform) => MEAN_NS / 6 / uniform() ** (1 / 1.2),
}

/** `DELAYS` whole delays in ns, each at least 1, always the same ones. */
export function delayTable(kind: DelayKind): Float64Array {
  const uniform = xorshift(88172645)
  return Float64Array.from({ length: DELAYS }, () => Math.floor(draws[kind](uniform)) + 1)
}

/** Time of the `index`-th event at the start: constant delays are spread over one delay, else all would tie for ever. */
export function firstTimeNs(kind: DelayKind, delays: Float64Array, index: number): number {
  const delay = delays[(index * 7) & (DELAYS - 1)] ?? 1
  return kind === "constant" ? Math.floor((((index * 40503) & 65535) * delay) / 65536) : delay
}

/** Marsaglia's 32-bit xorshift, in (0, 1). */
function xorshift(seed: number): () => number {
  let state = seed
  return () => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return ((state >>> 0) + 0.5) / 4294967296
  }
}
