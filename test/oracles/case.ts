import type { Run } from "../../index.ts"
import type { Pool } from "./pool.ts"

/** A scenario of an oracle. */
export interface Variant {
  readonly name: string
  /** The document without `name` and `run`. */
  readonly yaml: string
  readonly warmupSeconds: number
  /** Simulated seconds that are measured with each seed. */
  readonly seconds: number
  /** Runs a seed; more than one are seeded "1/1", "1/2" and so on. 1 when absent. */
  readonly replications?: number
  /** Runs the scenario in its own way and notes numbers that no measure holds. Such a run is never shortened. */
  readonly drive?: (run: Run) => Readonly<Record<string, number>>
}

/** What a result is compared with: numbers within a tolerance, all else exactly. */
export type Value = number | string | boolean

/** What was read from the runs, for a result the oracle names. */
export interface Reading {
  /** Of the oracle's `expected`. */
  readonly key: string
  readonly value: Value
  /** Tells readings for the same result apart. */
  readonly variant?: string
  /** Which of the values it is, where the oracle expects several: a place in a list or a name. */
  readonly at?: number | string
}

/** How an oracle is run: as scenarios through the public API. The expected values are in its data alone. */
export interface OracleCase {
  readonly id: string
  readonly variants: readonly Variant[]
  /** What was measured, from the pooled runs of each variant. */
  readonly read: (pools: (variant: string) => Pool) => readonly Reading[]
  /** What cannot be measured: the beginning of a key, or of a key and the name or place of one of its values, and why. */
  readonly waits?: Readonly<Record<string, string>>
}

/** Lengths in requests rather than seconds, for a load of `perSecond`; the warm-up is a tenth where none is given. */
export function requests(count: number, perSecond: number, warmup = count / 10) {
  return { seconds: count / perSecond, warmupSeconds: warmup / perSecond }
}

/**
 * The run length an oracle states, half of it with each seed: all eight make four times as much, which leaves the
 * tolerance at four standard errors or more, so that another stream of chance is no failure.
 */
export function stated(count: number, perSecond: number) {
  return requests(count / 2, perSecond)
}

/** A client `users` and one component `server`, which carries out the operation `serve`. */
export function users(load: string, server: string): string {
  return `
components:
  users: { kind: client }
  server: { kind: service, ${server} }
load:
  users: { ${load}, to: server }
`
}
