import type { Backends } from "../../kit/balancing/backends.ts"
import { crc32 } from "../../kit/hash/crc32.ts"
import { NUMBER_BYTES_MAX, writeNumber } from "../../kit/hash/text-bytes.ts"
import { Xxh64 } from "../../kit/hash/xxh64.ts"
import { hostsOf } from "./addresses.ts"
import { envoyPoints } from "./envoy-ring.ts"
import { kongKey, kongPoints } from "./kong-ring.ts"
import { nginxPoints } from "./nginx-ring.ts"
import { createRing, firstNotBelow, type Ring } from "./ring.ts"

export type RingKind = "envoy" | "kong" | "nginx"

/** A ring as one product builds it. */
export interface KeyedRing {
  readonly kind: RingKind
  readonly size: number
  readonly ring: Ring
  /** The key as text, written anew for each choice. */
  readonly bytes: Uint8Array
  readonly hash: Xxh64
}

/** Points for a unit of weight, points in all at least, slots: each product's default. */
export const RING_SIZES: Readonly<Record<RingKind, number>> = { envoy: 1024, kong: 10_000, nginx: 160 }

export function createKeyedRing(backends: Backends, kind: RingKind, size: number): KeyedRing {
  const hosts = hostsOf(backends)
  const points = {
    envoy: () => envoyPoints(hosts, size),
    kong: () => kongPoints(hosts, size),
    nginx: () => hosts.flatMap(({ name, weight }, index) => nginxPoints(name, Math.ceil(weight * size), index)),
  }[kind]()
  const bytes = new Uint8Array(NUMBER_BYTES_MAX)
  return { kind, size, ring: createRing(points, kind === "kong" ? -1 : 1), bytes, hash: new Xxh64() }
}

/** The position of the point that a key's text comes to. */
export function pointOf({ kind, size, ring, hash }: KeyedRing, bytes: Uint8Array, length: number): number {
  if (kind === "nginx") return firstNotBelow(ring, crc32(bytes, length), 0)
  // Kong looks towards lower slots: at the last point that is not above the key's.
  if (kind === "kong") return firstNotBelow(ring, kongKey(bytes, length, size) + 1, 0) - 1
  const { high, low } = hash.digest(bytes, length, 0)
  return firstNotBelow(ring, high >>> 0, low >>> 0)
}

/** The position of the point that a key comes to: its text is its decimal digits. */
export function pointOfKey(ring: KeyedRing, key: number): number {
  return pointOf(ring, ring.bytes, writeNumber(ring.bytes, 0, key))
}
