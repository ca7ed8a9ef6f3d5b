import type { OracleCase, Reading, Value } from "./case.ts"
import type { Expected, Oracle } from "./oracle.ts"
import { Pool } from "./pool.ts"
import type { Sample } from "./sample.ts"

export type Verdict = "passed" | "failed" | "skipped" | "noted"

/** A line of the table. */
export interface Row {
  readonly id: string
  readonly what: string
  readonly expected: Value | null
  readonly measured: Value | null
  /** Standard error of what was measured, from the seeds. */
  readonly error: number | null
  readonly tolerance: string
  readonly verdict: Verdict
  /** Why a row is skipped, failed without a number or only noted. */
  readonly why?: string
}

/** Samples by variant, then seed. */
export type Samples = ReadonlyMap<string, ReadonlyMap<string, readonly Sample[]>>

/** Standard errors that an estimate may lie beyond a bound (chosen: one estimate in 700 that equals it does). */
const BOUND_ERRORS = 3

/** The rows of an oracle that was run: one a reading, then what is not measured. */
export function judgeCase(
  oracle: Oracle,
  { read, waits = {} }: OracleCase,
  samples: Samples,
  seeds: readonly string[],
): Row[] {
  const readings = read((variant) => pooled(samples, variant, seeds))
  const bySeed = seeds.map((seed) => read((variant) => pooled(samples, variant, [seed])))
  const rows = readings.map((reading, index): Row => {
    const found = oracle.expected[reading.key]
    if (found === undefined) throw new Error(`${oracle.id} expects no "${reading.key}"`)
    const expected = { ...found, value: elementOf(found.value, reading.at) }
    const error = standardError(bySeed.map((each) => numberOf(each[index]?.value)))
    return judgeReading(oracle.id, reading, expected, error)
  })
  for (const [what, expected] of unmeasured(oracle, readings)) {
    const wait = Object.keys(waits).find((beginning) => what.startsWith(beginning))
    const why = wait === undefined ? "not measured" : waits[wait]
    const verdict = wait === undefined ? "failed" : "skipped"
    rows.push({ ...blank(oracle.id, what, expected), verdict, ...(why === undefined ? {} : { why }) })
  }
  return rows
}

/** What no reading is for: whole results by key, single values of others by key and name or place. */
function unmeasured({ expected }: Oracle, readings: readonly Reading[]): readonly (readonly [string, Expected])[] {
  return Object.entries(expected).flatMap(([key, result]) => {
    const own = readings.filter((reading) => reading.key === key)
    if (own.length === 0) return [[key, result] as const]
    if (own.some(({ at }) => at === undefined) || typeof result.value !== "object" || result.value === null) return []
    const places = new Set(own.map(({ at }) => String(at)))
    return Object.entries(result.value)
      .filter(([place]) => !places.has(place))
      .map(([place, value]) => [`${key} ${place}`, { ...result, value }] as const)
  })
}

function elementOf(value: unknown, at: number | string | undefined): unknown {
  return at !== undefined && typeof value === "object" && value !== null ? Reflect.get(value, at) : value
}

function numberOf(value: Value | undefined): number {
  return typeof value === "number" ? value : Number.NaN
}

/** The row of an oracle without a case. */
export function skippedRow(oracle: Oracle, why: string): Row {
  return { ...bare(oracle), verdict: "skipped", why }
}

/** The row of an oracle whose scenarios could not be run to their end. */
export function brokenRow(oracle: Oracle, why: string): Row {
  return { ...bare(oracle), verdict: "failed", why }
}

function bare({ id, title }: Oracle): Omit<Row, "verdict"> {
  return { id, what: title, expected: null, measured: null, error: null, tolerance: "" }
}

export function judgeReading(id: string, reading: Reading, expected: Expected, error: number): Row {
  const { key, variant, at } = reading
  const place = variant ?? at
  const what = place === undefined ? key : `${key} (${place})`
  const row = { ...blank(id, what, expected), measured: reading.value, error: Number.isNaN(error) ? null : error }
  if (expected.kind === "derived") {
    return { ...row, verdict: "noted", why: "an estimate or arithmetic of the inputs, not what a run has to give" }
  }
  return { ...row, verdict: agrees(reading.value, expected, error) ? "passed" : "failed" }
}

function agrees(measured: Value, expected: Expected, error: number): boolean {
  const { value, kind } = expected
  if (typeof measured !== "number") return measured === value
  if (typeof value !== "number" || Number.isNaN(measured)) return false
  const slack = BOUND_ERRORS * (Number.isNaN(error) ? 0 : error)
  if (kind === "upper_bound") return measured <= value + slack
  if (kind === "lower_bound") return measured >= value - slack
  return Math.abs(measured - value) <= allowed(value, expected)
}

/** The largest difference that is no failure; 0 for what is exact. */
function allowed(value: number, { tol_abs: absolute, tol_rel: relative }: Expected): number {
  return absolute ?? (relative ?? 0) * Math.abs(value)
}

function blank(id: string, what: string, expected: Expected): Omit<Row, "verdict"> {
  const { value } = expected
  const isOne = typeof value === "number" || typeof value === "string" || typeof value === "boolean"
  return { id, what, expected: isOne ? value : null, measured: null, error: null, tolerance: toleranceText(expected) }
}

function toleranceText({ tol_abs: absolute, tol_rel: relative, kind }: Expected): string {
  if (kind === "derived") return "none"
  if (kind === "upper_bound") return "at most"
  if (kind === "lower_bound") return "at least"
  if (absolute !== undefined) return absolute === 0 ? "exact" : `± ${absolute}`
  return relative === undefined ? "exact" : `± ${Number((relative * 100).toPrecision(3))} %`
}

function pooled(samples: Samples, variant: string, seeds: readonly string[]): Pool {
  const bySeed = samples.get(variant)
  if (bySeed === undefined) throw new Error(`there is no variant "${variant}"`)
  return new Pool(seeds.flatMap((seed) => bySeed.get(seed) ?? []))
}

/** Of the mean of independent values; NaN of fewer than two. */
function standardError(values: readonly number[]): number {
  const count = values.length
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0)
  return count < 2 ? Number.NaN : Math.sqrt(squares / (count - 1) / count)
}
