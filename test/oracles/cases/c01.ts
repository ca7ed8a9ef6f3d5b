import { type OracleCase, type Reading, requests, type Variant } from "../case.ts"
import type { Pool } from "../pool.ts"

interface Cache {
  readonly objects: number
  readonly alpha: number
  readonly entries: number
}

/** As in the oracle's keys. */
const SMALL: readonly Cache[] = [
  { objects: 100_000, alpha: 0.8, entries: 1000 },
  { objects: 100_000, alpha: 0.8, entries: 10_000 },
  { objects: 100_000, alpha: 0.99, entries: 10_000 },
  { objects: 100_000, alpha: 1.2, entries: 1000 },
]
const LARGE: Cache = { objects: 1_000_000, alpha: 0.99, entries: 100_000 }

/** What the oracle calls each strategy, the caches it is run for, and requests for each entry before those measured. */
const STRATEGIES = {
  lru: { title: "LRU hit", caches: [...SMALL, LARGE], warmup: 20 },
  fifo: { title: "FIFO=RANDOM hit", caches: [...SMALL, LARGE], warmup: 20 },
  // Not the large one, for which the oracle has not been checked either.
  random: { title: "FIFO=RANDOM hit", caches: SMALL, warmup: 20 },
  // It has to tell the popular keys apart by counting: after 20 requests an entry it still hits 3 % less.
  "{ kind: lfu, preset: perfect }": { title: "perfect LFU (top-C mass)", caches: SMALL, warmup: 700 },
} as const

const PER_SECOND = 1000
/** With each seed; all seeds together make more than 3 x 10^6. */
const REQUESTS = 400_000

export const c01: OracleCase = {
  id: "C01",
  variants: Object.entries(STRATEGIES).flatMap(([eviction, { caches, warmup }]) =>
    caches.map(
      (cache): Variant => ({
        name: variantOf(eviction, cache),
        yaml: cached(eviction, cache),
        ...requests(REQUESTS, PER_SECOND, warmup * cache.entries),
      }),
    ),
  ),
  read: (pools) =>
    Object.entries(STRATEGIES).flatMap(([eviction, { title, caches }]) =>
      caches.map((cache): Reading => {
        const value = hitRatio(pools(variantOf(eviction, cache)))
        return { key: `${title} ${nameOf(cache)}`, value, ...(title.startsWith("FIFO") ? { variant: eviction } : {}) }
      }),
    ),
  waits: {
    [`perfect LFU (top-C mass) ${nameOf(LARGE)}`]:
      "700 requests an entry, as the smaller ones get, are 7 x 10^7 with each seed: half an hour (seed 1 gives 0.8291)",
  },
}

function nameOf({ objects, alpha, entries }: Cache): string {
  return `N=${objects} alpha=${alpha} C=${entries}`
}

function variantOf(eviction: string, cache: Cache): string {
  return `${eviction} ${nameOf(cache)}`
}

function hitRatio(pool: Pool): number {
  const hits = pool.count("memory.hits")
  return hits / (hits + pool.count("memory.misses"))
}

function cached(eviction: string, { objects, alpha, entries }: Cache): string {
  return `
components:
  users: { kind: client }
  app: { kind: service, operations: { read: [{ cache-aside: { cache: memory, load: [] } }] } }
  memory: { kind: cache, entriesMax: ${entries}, eviction: ${eviction}, serviceTime: 0ms }
load:
  users: { open: constant ${PER_SECOND}/s, to: app, keys: zipf n=${objects} s=${alpha} }
`
}
