import { NS_PER_S } from "../../../engine/index.ts"
import { listOf } from "../../kit/distribution/parameters.ts"
import { mistaken, type Parsed } from "../../kit/mistake.ts"
import type { Parameter } from "../../kit/notation/notation.ts"
import { parseDuration, parseRate } from "../../kit/units.ts"
import { pairOf } from "./parameters.ts"

export type Point = readonly [atNs: number, ratePerSecond: number]

/** A rate made of straight pieces, one after the other from 0, as columns. Instants in ns, rates per ns. */
export interface Pieces {
  readonly startsNs: Float64Array
  readonly rates: Float64Array
  /** Change of the rate per ns. */
  readonly slopes: Float64Array
  /** Area below the rate before the piece, and once more behind the last one. */
  readonly areas: Float64Array
}

const point = pairOf(
  { name: "at", parse: (input) => parseDuration(input) },
  { name: "rate", parse: (input) => parseRate(input) },
)
const list = listOf("points", point)

/** `[{ at: 0s, rate: 100/s }, { at: 10m, rate: 800/s }]`: from 0 on, in order of time. */
export const curvePoints: Parameter = {
  ...list,
  parse: (input): Parsed<unknown> => {
    const parsed = list.parse(input)
    if (!("value" in parsed)) return parsed
    const points: readonly Point[] = Object(parsed.value)
    if (points[0]?.[0] !== 0) {
      const message = "the first point of a curve is at 0s"
      return mistaken({ code: "E-number-range", message, expected: "0s", suggestion: "0s", path: [0, "at"] })
    }
    const late = points.findIndex(([atNs], index) => index > 0 && atNs <= (points[index - 1]?.[0] ?? 0))
    if (late < 0) return parsed
    const message = "each point of a curve is later than the one before it; two rates at one instant are a step"
    return mistaken({ code: "E-number-range", message, path: [late, "at"] })
  },
}

/**
 * The pieces of a curve. Behind the last point its rate holds; what lies behind `repeatNs` is never reached, and with
 * straight lines the last rate then goes on to the first, so that rounds join.
 */
export function buildPieces(points: readonly Point[], how: { isStep: boolean; repeatNs: number }): Pieces {
  const joined = how.isStep ? points : closed(points, how.repeatNs)
  const startsNs = Float64Array.from(joined, ([atNs]) => atNs)
  const rates = Float64Array.from(joined, ([, rate]) => rate / NS_PER_S)
  const slopes = Float64Array.from(joined, ([atNs, rate], index) => {
    const next = joined[index + 1]
    return next === undefined || how.isStep ? 0 : (next[1] - rate) / NS_PER_S / (next[0] - atNs)
  })
  const areas = new Float64Array(joined.length + 1)
  joined.forEach(([atNs], index) => {
    const lengthNs = (joined[index + 1]?.[0] ?? Infinity) - atNs
    areas[index + 1] = (areas[index] ?? 0) + areaOf(rates[index] ?? 0, slopes[index] ?? 0, lengthNs)
  })
  return { startsNs, rates, slopes, areas }
}

/** Area below the pieces from 0 to `untilNs`, which may be Infinity. */
export function areaTo(pieces: Pieces, untilNs: number): number {
  let last = 0
  while (last + 1 < pieces.startsNs.length && (pieces.startsNs[last + 1] ?? 0) < untilNs) last++
  const lengthNs = untilNs - (pieces.startsNs[last] ?? 0)
  return (pieces.areas[last] ?? 0) + areaOf(pieces.rates[last] ?? 0, pieces.slopes[last] ?? 0, lengthNs)
}

/** The first instant by which `area` has been reached, Infinity where it never is. `piece` moves on, never back. */
export function instantAt(pieces: Pieces, position: { readonly area: number; piece: number }): number {
  const { startsNs, rates, slopes, areas } = pieces
  while (position.area > (areas[position.piece + 1] ?? Infinity)) position.piece++
  const { piece } = position
  const rest = position.area - (areas[piece] ?? 0)
  if (rest <= 0) return startsNs[piece] ?? Infinity
  const rate = rates[piece] ?? 0
  const slope = slopes[piece] ?? 0
  // The quadratic's smaller root, in the form that loses no digits; rounding must not take it past the piece.
  const root = slope === 0 ? rate : Math.sqrt(Math.max(0, rate * rate + 2 * slope * rest))
  const startNs = startsNs[piece] ?? 0
  // The square of a rate next to nothing is 0, and so is such a rest.
  if (rate + root === 0) return startNs
  return Math.min(startNs + (2 * rest) / (rate + root), startsNs[piece + 1] ?? Infinity)
}

function areaOf(rate: number, slope: number, lengthNs: number): number {
  if (rate === 0 && slope === 0) return 0
  return slope === 0 ? rate * lengthNs : lengthNs * (rate + (slope * lengthNs) / 2)
}

function closed(points: readonly Point[], repeatNs: number): readonly Point[] {
  const [first] = points
  const last = points.at(-1)
  if (first === undefined || last === undefined || !(last[0] < repeatNs) || repeatNs === Infinity) return points
  return [...points, [repeatNs, first[1]]]
}
