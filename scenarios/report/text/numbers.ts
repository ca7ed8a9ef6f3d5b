import type { Estimate, KnownEstimate } from "../../../statistics/index.ts"

/** Shown where an estimate is null. */
export const NOTHING = "–"
/** Digits of a number whose uncertainty is not known or nil (chosen). */
const DIGITS = 3
/** Digits of any number, however sure it is (chosen: more is noise to a reader). */
const DIGITS_MAX = 4

/** A unit to show numbers in: they are multiplied by `factor` and followed by `unit`. */
export interface Scale {
  readonly factor: number
  readonly unit: string
}

/** Milliseconds in the unit that suits them. */
export function durationScale(ms: number): Scale {
  if (ms >= 1000) return { factor: 1 / 1000, unit: "s" }
  if (ms >= 0.1 || ms === 0) return { factor: 1, unit: "ms" }
  return ms >= 0.0001 ? { factor: 1000, unit: "µs" } : { factor: 1e6, unit: "ns" }
}

export const SHARE: Scale = { factor: 100, unit: "%" }
export const COUNT: Scale = { factor: 1, unit: "" }
export const PER_SECOND: Scale = { factor: 1, unit: "/s" }

/** With as many digits as the interval supports: the last one shown is the first uncertain one. */
export function estimateText(estimate: Estimate, scale: Scale): string {
  if (estimate.value === null) return NOTHING
  return `${numberText(estimate.value * scale.factor, decimalsOf(estimate, scale))}${unitText(scale)}`
}

/**
 * `[204, 219]`, in the estimate's own unit; empty where it has no width. It has as many digits as keep both ends on
 * their side of the limit: 99.96 % against 99.9 % does not become 100 %.
 */
export function intervalText(estimate: KnownEstimate, scale: Scale, limit: number): string {
  if (estimate.low === estimate.high) return ""
  let decimals = decimalsOf(estimate, scale)
  const crosses = (end: number) =>
    Math.sign(Number((end * scale.factor).toFixed(decimals)) - limit * scale.factor) !== Math.sign(end - limit)
  while (decimals < DIGITS_MAX && (crosses(estimate.low) || crosses(estimate.high))) decimals++
  return `[${numberText(estimate.low * scale.factor, decimals)}, ${numberText(estimate.high * scale.factor, decimals)}]`
}

/** A number without an interval. */
export function plainText(value: number, scale: Scale): string {
  const shown = value * scale.factor
  return `${numberText(shown, decimalsFor(shown))}${unitText(scale)}`
}

/** `432,788` */
export function countText(value: number): string {
  return numberText(value, 0)
}

/** Milliseconds in the unit that suits them, with a few digits. */
export function durationText(ms: number): string {
  return plainText(ms, durationScale(ms))
}

function unitText({ unit }: Scale): string {
  return unit === "" || unit === "/s" ? unit : ` ${unit}`
}

function decimalsOf({ value, low, high }: KnownEstimate, { factor }: Scale): number {
  const half = Math.max(high - value, value - low) * factor
  if (half === 0) return decimalsFor(value * factor)
  const sure = Math.max(0, -Math.floor(Math.log10(half)))
  if (value === 0) return Math.min(DIGITS_MAX, sure)
  return Math.min(sure, decimalsFor(value * factor, DIGITS_MAX))
}

function decimalsFor(value: number, digits = DIGITS): number {
  if (value === 0 || Number.isInteger(value)) return 0
  return Math.min(DIGITS_MAX, Math.max(0, digits - 1 - Math.floor(Math.log10(Math.abs(value)))))
}

/** With a comma before each three digits. */
function numberText(value: number, decimals: number): string {
  const fixed = Math.abs(value).toFixed(decimals)
  const [whole = "", fraction] = Number(fixed) === 0 ? ["0"] : fixed.split(".")
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",")
  const isNegative = value < 0 && Number(value.toFixed(decimals)) !== 0
  return `${isNegative ? "−" : ""}${grouped}${fraction === undefined ? "" : `.${fraction}`}`
}
