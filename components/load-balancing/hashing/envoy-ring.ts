import { asciiBytes } from "../../kit/hash/text-bytes.ts"
import { Xxh64 } from "../../kit/hash/xxh64.ts"
import type { Host } from "./addresses.ts"
import type { Point } from "./ring.ts"

/** Points at most. Source: Envoy, RingHashLbConfig.maximum_ring_size. */
const pointsMax = 8 * 1024 * 1024

/**
 * The points of all hosts on Envoy's ring: for host `h` XXH64 of `h_0`, `h_1` and so on, as many as give the lightest
 * host a whole number of them and the ring at least `pointsMin`; a host of no weight has none. Source: Envoy,
 * ring_hash_lb.cc.
 */
export function envoyPoints(hosts: readonly Host[], pointsMin: number): readonly Point[] {
  const total = hosts.reduce((sum, { weight }) => sum + weight, 0)
  const lightest = hosts.reduce((least, { weight }) => (weight > 0 ? Math.min(least, weight / total) : least), 1)
  const scale = Math.min(Math.ceil(lightest * pointsMin) / lightest, pointsMax)
  const hash = new Xxh64()
  const points: Point[] = []
  let target = 0
  for (const [owner, { name, weight }] of hosts.entries()) {
    target += (scale * weight) / total
    for (let number = 0; points.length < target; number++) {
      const bytes = asciiBytes(`${name}_${number}`)
      const { high, low } = hash.digest(bytes, bytes.length, 0)
      points.push({ high: high >>> 0, low: low >>> 0, owner })
    }
  }
  return points
}
