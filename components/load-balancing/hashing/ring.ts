import type { Backends } from "../../kit/balancing/backends.ts"
import { hasRoom } from "./bounded-load.ts"

/** Whose each point is, and in which direction to walk. */
export interface Steps {
  readonly owner: Uint16Array
  readonly step: 1 | -1
}

/** Points on a circle of 64-bit (or, with `high` alone, 32-bit) hashes in rising order. */
export interface Ring extends Steps {
  readonly high: Uint32Array
  readonly low: Uint32Array
}

export interface Point {
  readonly high: number
  readonly low: number
  readonly owner: number
}

export function createRing(points: readonly Point[], step: 1 | -1): Ring {
  const sorted = [...points].sort((a, b) => a.high - b.high || a.low - b.low)
  return {
    high: Uint32Array.from(sorted, ({ high }) => high),
    low: Uint32Array.from(sorted, ({ low }) => low),
    owner: Uint16Array.from(sorted, ({ owner }) => owner),
    step,
  }
}

/** Position of the first point that is not below the hash; the number of points when there is none. */
export function firstNotBelow(ring: Ring, high: number, low: number): number {
  let from = 0
  let to = ring.high.length
  while (from < to) {
    const middle = (from + to) >>> 1
    const pointHigh = ring.high[middle] ?? 0
    if (pointHigh < high || (pointHigh === high && (ring.low[middle] ?? 0) < low)) from = middle + 1
    else to = middle
  }
  return from
}

/**
 * The backend of the first point from `start` on, up or down the ring, that is up and has room for one more call
 * within `balanceFactor` times its share (Infinity: always); where none has room, of the first that is up; -1 where
 * none is.
 */
export function walk(ring: Steps, start: number, backends: Backends, balanceFactor: number): number {
  const { owner, step } = ring
  const count = owner.length
  let fallback = -1
  let at = start
  for (let tried = 0; tried < count; tried++) {
    if (at >= count) at = 0
    else if (at < 0) at = count - 1
    const index = owner[at] ?? 0
    if (backends.isUp(index)) {
      if (balanceFactor === Infinity || hasRoom(backends, index, balanceFactor)) return index
      if (fallback < 0) fallback = index
    }
    at += step
  }
  return fallback
}
