import { asciiBytes } from "../../kit/hash/text-bytes.ts"
import { Xxh64 } from "../../kit/hash/xxh64.ts"
import type { Host } from "./addresses.ts"

/**
 * Maglev's lookup table: the index of a host in each of `size` (a prime) entries. In turns by weight each host takes
 * the next free entry of its own permutation, which begins at XXH64(name) and skips by XXH64(name, seed 1).
 * Source: Envoy, maglev_lb.cc; D. Eisenbud et al., Maglev, NSDI 2016.
 */
export function createMaglevTable(hosts: readonly Host[], size: number): Uint16Array {
  const none = 0xffff
  const table = new Uint16Array(size).fill(none)
  const heaviest = hosts.reduce((most, { weight }) => Math.max(most, weight), 0)
  const hash = new Xxh64()
  const entries = hosts.map(({ name, weight }, index) => {
    const bytes = asciiBytes(name)
    const at = hash.digest(bytes, bytes.length, 0).remainder(size)
    const skip = hash.digest(bytes, bytes.length, 1).remainder(size - 1) + 1
    return { name, index, weight, target: 0, at, skip }
  })
  // The order of names, as hosts come to Envoy in any order.
  entries.sort((a, b) => (a.name < b.name ? -1 : 1))
  let filled = 0
  for (let round = 1; filled < size; round++) {
    for (const entry of entries) {
      if (filled === size) break
      if (round * entry.weight < entry.target || entry.weight === 0) continue
      entry.target += heaviest
      while (table[entry.at] !== none) entry.at = (entry.at + entry.skip) % size
      table[entry.at] = entry.index
      filled++
    }
  }
  return table
}

export function isPrime(number: number): boolean {
  for (let factor = 2; factor * factor <= number; factor++) if (number % factor === 0) return false
  return number > 1
}
