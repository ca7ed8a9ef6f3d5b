import { type OracleCase, requests, type Variant } from "../case.ts"

/** Objects, exponent and entries, written as in the oracle's keys. */
const CACHES = [
  [100_000, 0.8, 1000],
  [100_000, 0.8, 10_000],
  [100_000, 0.99, 10_000],
  [100_000, 1.2, 1000],
  [1_000_000, 0.99, 100_000],
] as const
const PER_SECOND = 1000
/** With each seed; all seeds together make more than 3 x 10^6. */
const REQUESTS = 400_000
/** Requests before the measured ones, for each entry. */
const WARMUP = 20

export const c01: OracleCase = {
  id: "C01",
  variants: CACHES.map(
    ([objects, alpha, entries]): Variant => ({
      name: nameOf(objects, alpha, entries),
      yaml: cached(objects, alpha, entries),
      ...requests(REQUESTS, PER_SECOND, WARMUP * entries),
    }),
  ),
  read: (pools) =>
    CACHES.map(([objects, alpha, entries]) => {
      const name = nameOf(objects, alpha, entries)
      const hits = pools(name).count("memory.hits")
      return { key: `LRU hit ${name}`, value: hits / (hits + pools(name).count("memory.misses")) }
    }),
  waits: {
    "FIFO=RANDOM": "issue 3: FIFO and random eviction",
    "perfect LFU": "issue 3: LFU eviction",
  },
}

function nameOf(objects: number, alpha: number, entries: number): string {
  return `N=${objects} alpha=${alpha} C=${entries}`
}

function cached(objects: number, alpha: number, entries: number): string {
  return `
components:
  users: { kind: client }
  app: { kind: service, operations: { read: [{ cache-aside: { cache: memory, load: [] } }] } }
  memory: { kind: cache, entriesMax: ${entries}, eviction: lru, serviceTime: 0ms }
load:
  users: { open: constant ${PER_SECOND}/s, to: app, keys: zipf n=${objects} s=${alpha} }
`
}
