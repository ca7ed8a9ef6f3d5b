import * as z from "zod"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { choice, count } from "../kit/schema.ts"
import { balanceFactor } from "./hashing/bounded-load.ts"
import { walk } from "./hashing/ring.ts"
import { createKeyedRing, type KeyedRing, pointOfKey, RING_SIZES, type RingKind } from "./hashing/ring-kinds.ts"

interface Params {
  readonly ring: RingKind
  readonly size?: number | undefined
  readonly balanceFactor?: number | undefined
}

/**
 * A request's key chooses its backend by a ring of hashes: one backend more or less moves only its own share of keys.
 * A popular key makes its backend busy, unless `balanceFactor` bounds that. The text that is hashed is the key in
 * decimal digits; the backends are 10.0.0.1:80 and so on. While a backend is down its keys go on along the ring, as
 * if its points were not there. The ring is built from the weights at the start.
 */
export const consistentHash = defineStrategy<Params, Record<string, never>, KeyedRing>({
  kind: "consistent-hash",
  title: "Consistent hash",
  summary:
    "The same backend for all requests of a key; few keys move when backends come and go. Hashed are its number in decimal digits and addresses 10.0.0.1:80 and on.",
  sources: [
    "nginx, ngx_http_upstream_hash_module.c: hash consistent, 160 points for a unit of weight, CRC-32",
    "Envoy, ring_hash_lb.cc: XXH64 of address_number, at least 1024 points",
    "Kong, consistent_hashing.lua: XXH32 modulo 10,000 slots, 160 points for a mean weight, towards lower slots",
    "V. Mirrokni, M. Thorup, M. Zadimoghaddam, Consistent Hashing with Bounded Loads, arXiv 1608.01350, 2016",
  ],
  params: z.strictObject({
    ring: choice(["envoy", "kong", "nginx"]).default("nginx").describe("Whose way to place backends and keys"),
    size: count()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe("Points for a unit of weight (nginx, 160), points at least (envoy, 1024), or slots (kong, 10000)"),
    balanceFactor: balanceFactor(),
  }),
  presets: {
    bounded: { balanceFactor: 1.25 },
    envoy: { ring: "envoy" },
    kong: { ring: "kong" },
    nginx: { ring: "nginx" },
  },
  state: () => ({}),
  tables: (backends, { ring, size }) => createKeyedRing(backends, ring, size ?? RING_SIZES[ring]),
  pick: ({ params, tables, key }, backends) =>
    walk(tables.ring, pointOfKey(tables, key), backends, params.balanceFactor ?? Infinity),
})
