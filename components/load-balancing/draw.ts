import { hashTriple, pickIndex, uniform01 } from "../../engine/index.ts"
import type { Backends } from "../kit/balancing/backends.ts"

/** Draws for one candidate before it is taken from the next backend that is up: nginx, `random two`, 20 tries. */
export const triesMax = 20

/** A step of chance; further words come from a hash of its two, so that a pick takes one step whatever happens. */
interface Words {
  readonly a: number
  readonly b: number
}

/** A backend that is up, each alike; `first` numbers the words of this draw. -1 when none is up. */
export function drawUp(backends: Backends, words: Words, first: number): number {
  let index = 0
  for (let tried = 0; tried < triesMax; tried++) {
    index = pickIndex(hashTriple(words.a, words.b, first + tried), backends.length)
    if (backends.isUp(index)) return index
  }
  return nextUp(backends, index)
}

/** A backend that is up, in proportion to weight; `first` numbers the words of this draw. -1 when none is up. */
export function drawWeighted(backends: Backends, words: Words, first: number): number {
  const { a, b } = words
  return weightedAt(backends, uniform01(hashTriple(a, b, first), hashTriple(b, a, first)))
}

/** The backend that lies at a fraction, from 0 to below 1, of the weights of those up, laid end to end; -1 when none is. */
export function weightedAt(backends: Backends, fraction: number): number {
  let total = 0
  for (let index = 0; index < backends.length; index++) if (backends.isUp(index)) total += backends.weightOf(index)
  let left = fraction * total
  let chosen = -1
  for (let index = 0; index < backends.length; index++) {
    if (!backends.isUp(index)) continue
    // The last one that is up also takes what rounding leaves over.
    chosen = index
    left -= backends.weightOf(index)
    if (left < 0) return index
  }
  return chosen
}

/** The first backend after `index` that is up, round the end; `index` itself comes last. -1 when none is up. */
export function nextUp(backends: Backends, index: number): number {
  let next = index
  for (let tried = 0; tried < backends.length; tried++) {
    next = next + 1 < backends.length ? next + 1 : 0
    if (backends.isUp(next)) return next
  }
  return -1
}

/** True where `left` has fewer calls in flight for its weight than `right`. */
export function isLessBusy(backends: Backends, left: number, right: number): boolean {
  return backends.inFlightOf(left) * backends.weightOf(right) < backends.inFlightOf(right) * backends.weightOf(left)
}
