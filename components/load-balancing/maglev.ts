import * as z from "zod"
import { defineStrategy } from "../kit/balancing/strategy.ts"
import { NUMBER_BYTES_MAX, writeNumber } from "../kit/hash/text-bytes.ts"
import { Xxh64 } from "../kit/hash/xxh64.ts"
import { count } from "../kit/schema.ts"
import { hostsOf } from "./hashing/addresses.ts"
import { balanceFactor } from "./hashing/bounded-load.ts"
import { createMaglevTable, isPrime } from "./hashing/maglev-table.ts"
import { type Steps, walk } from "./hashing/ring.ts"

interface Params {
  readonly tableSize: number
  readonly balanceFactor?: number | undefined
}

interface Tables extends Steps {
  readonly bytes: Uint8Array
  readonly hash: Xxh64
}

/** Envoy's largest table. */
const tableSizeMax = 5_000_011

/**
 * A request's key chooses its backend by a table of equal shares: more even than a ring and one look-up a request. A
 * change of backends moves a few keys between those that stay, the more backends the more. The text that is hashed is the key in decimal digits; the
 * backends are 10.0.0.1:80 and so on. While a backend is down its keys take the next entry of one that is up, where
 * Envoy would build the table anew. The table is built from the weights at the start.
 */
export const maglev = defineStrategy<Params, Record<string, never>, Tables>({
  kind: "maglev",
  title: "Maglev",
  summary:
    "The same backend for all requests of a key, in almost exactly equal shares. Hashed are its number in decimal digits and addresses 10.0.0.1:80 and on.",
  sources: [
    "Envoy, maglev_lb.cc: 65537 entries, XXH64",
    "D. Eisenbud et al., Maglev: A Fast and Reliable Software Network Load Balancer, NSDI 2016",
  ],
  params: z.strictObject({
    tableSize: count()
      .min(2)
      .max(tableSizeMax)
      .refine(isPrime, "expected a prime number, such as 65537")
      .default(65_537)
      .describe("Entries of the table, a prime number"),
    balanceFactor: balanceFactor(),
  }),
  presets: { bounded: { balanceFactor: 1.25 }, envoy: {} },
  state: () => ({}),
  tables: (backends, { tableSize }) => ({
    owner: createMaglevTable(hostsOf(backends), tableSize),
    step: 1,
    bytes: new Uint8Array(NUMBER_BYTES_MAX),
    hash: new Xxh64(),
  }),
  pick: ({ params, tables, key }, backends) => {
    const { hash, bytes } = tables
    const at = hash.digest(bytes, writeNumber(bytes, 0, key), 0).remainder(params.tableSize)
    return walk(tables, at, backends, params.balanceFactor ?? Infinity)
  },
})
