import { asciiBytes } from "../../kit/hash/text-bytes.ts"
import { xxh32 } from "../../kit/hash/xxh32.ts"
import type { Host } from "./addresses.ts"
import type { Point } from "./ring.ts"

/** Points of a target where all weights are alike. Source: Kong, consistent_hashing.lua, SERVER_POINTS. */
const pointsOfTarget = 160

/** Points in a target's share of the weight, at least one. */
export function kongPointCount(weight: number, totalWeight: number, targets: number): number {
  return Math.max(1, Math.floor((weight / totalWeight) * targets * pointsOfTarget))
}

/**
 * The points of all targets on Kong's wheel of `slots`: XXH32 of `address::port number` modulo slots; one that meets a
 * slot already taken goes on with the next number. Source: Kong, kong/runloop/balancer/consistent_hashing.lua.
 */
export function kongPoints(targets: readonly Host[], slots: number): readonly Point[] {
  const total = targets.reduce((sum, { weight }) => sum + weight, 0)
  const taken = new Map<number, Point>()
  for (const [owner, { name, weight }] of targets.entries()) {
    let left = weight > 0 ? kongPointCount(weight, total, targets.length) : 0
    for (let number = 1; left > 0 && number <= slots; number++) {
      // Two colons: the port is kept with one, and joined with another.
      const bytes = asciiBytes(`${name.replace(":", "::")} ${number}`)
      const high = xxh32(bytes, bytes.length, 0) % slots
      if (taken.has(high)) continue
      taken.set(high, { high, low: 0, owner })
      left--
    }
  }
  return [...taken.values()]
}

/** Where a key lies on Kong's wheel. */
export function kongKey(bytes: Uint8Array, length: number, slots: number): number {
  return xxh32(bytes, length, 0) % slots
}
