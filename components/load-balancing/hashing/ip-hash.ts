import type { Backends } from "../../kit/balancing/backends.ts"

/** What nginx's hash of an address starts from, and its modulus and factor. */
export const IP_HASH_START = 89
const modulus = 6271
const factor = 113

/** Tries before nginx falls back to round robin. */
const triesMax = 20

/** Goes on with nginx's hash by the first three octets of an address; the last one does not count. */
export function ipHash(hash: number, address: number): number {
  const first = (hash * factor + (address >>> 24)) % modulus
  const second = (first * factor + ((address >>> 16) & 255)) % modulus
  return (second * factor + ((address >>> 8) & 255)) % modulus
}

/**
 * The backend of an address: hash modulo the weight of all, hashed on while that backend is down; -1 after 20 tries.
 * Source: nginx, ngx_http_upstream_ip_hash_module.c.
 */
export function pickByAddress(backends: Backends, address: number): number {
  let hash = IP_HASH_START
  for (let tried = 0; tried <= triesMax; tried++) {
    hash = ipHash(hash, address)
    const index = atWeight(backends, hash)
    if (backends.isUp(index)) return index
  }
  return -1
}

/** The backend in whose stretch a number lies when all weights, of backends down too, are laid end to end again and again. */
export function atWeight(backends: Backends, position: number): number {
  let total = 0
  for (let index = 0; index < backends.length; index++) total += backends.weightOf(index)
  if (!(total > 0)) return -1
  let left = position % total
  for (let index = 0; index < backends.length - 1; index++) {
    left -= backends.weightOf(index)
    if (left < 0) return index
  }
  return backends.length - 1
}
