import { hashTriple, pickIndex } from "../../../engine/index.ts"
import type { Backends } from "../../kit/balancing/backends.ts"

/** Parts of a unit that a weight may have (chosen). */
const partsOfUnit = 1000

/** Slots at most (chosen): coarser shares beyond it. Kong's default is 10,000. */
const slotsMax = 10_000

/** Slots, each with the index of a backend, as many for each as its weight divided by what all weights have in common. */
export function createWheel(backends: Backends): Uint16Array {
  const parts = Array.from(backends.weight, (weight) => Math.round(weight * partsOfUnit))
  const common = parts.reduce(greatestCommonDivisor, 0) || 1
  const total = parts.reduce((sum, part) => sum + part / common, 0)
  const scale = total > slotsMax ? slotsMax / total : 1
  const turns = parts.map((part) => Math.max(total === 0 ? 1 : Math.sign(part), Math.round((part / common) * scale)))
  return Uint16Array.from(turns.flatMap((count, index) => Array.from({ length: count }, () => index)))
}

/** Fisher-Yates by words derived from a step of chance. */
export function shuffleWheel(wheel: Uint16Array, words: { readonly a: number; readonly b: number }): void {
  for (let last = wheel.length - 1; last > 0; last--) {
    const other = pickIndex(hashTriple(words.a, words.b, last), last + 1)
    const kept = wheel[last] ?? 0
    wheel[last] = wheel[other] ?? 0
    wheel[other] = kept
  }
}

/** The position of the next slot whose backend is up, -1 when there is none. */
export function wheelTurn(wheel: Uint16Array, start: number, backends: Backends): number {
  let at = start
  for (let tried = 0; tried < wheel.length; tried++) {
    if (at >= wheel.length) at = 0
    if (backends.isUp(wheel[at] ?? 0)) return at
    at++
  }
  return -1
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b)
}
