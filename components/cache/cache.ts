import * as z from "zod"
import { compileDistribution, type Step } from "../../engine/index.ts"
import { type BuildContext, defineComponent } from "../kit/contract.ts"
import { bytes, count, distribution, duration, sizeDistribution } from "../kit/schema.ts"
import { createServer, PortList } from "../kit/server.ts"
import { serverCapacity } from "../kit/server-capacity.ts"
import { concurrency, serverParams } from "../kit/server-params.ts"
import { evictionChoice, evictionOf } from "./evictions.ts"
import { DELETE, GET, INCREMENT, Keeper, SET } from "./keeper.ts"
import { Store } from "./store.ts"

const OPERATIONS = { delete: DELETE, get: GET, increment: INCREMENT, set: SET } as const

const params = z.strictObject({
  entriesMax: z
    .union([count().min(1), z.literal("unlimited")])
    .default("unlimited")
    .describe("Entries one replica holds"),
  bytesMax: z
    .union([bytes({ min: "1B" }), z.literal("unlimited")])
    .default("unlimited")
    .describe("Bytes of values one replica holds (Redis maxmemory 0: unlimited)"),
  ttl: duration({ min: "1ns" })
    .optional()
    .describe("How long an entry is good after it was stored; for ever when absent"),
  valueBytes: sizeDistribution()
    .prefault("1KiB")
    .describe("Size of a value, the same whenever its key is stored (default chosen). Keys and upkeep count nothing"),
  eviction: evictionChoice().prefault("lru").describe("What goes when a limit is reached"),
  serviceTime: distribution()
    .prefault("14us")
    .describe("Time of one operation (default: redis-benchmark without pipelining, 72,000 requests/s on one core)"),
  concurrency: concurrency()
    .default(1)
    .describe("Operations one replica works on at once (default: Redis has one thread)"),
  ...serverParams,
})

type CacheParams = z.output<typeof params>

/**
 * Keeps what it was given under the request's key, until it expires or has to make room: its hit ratio is what comes of
 * that. Each replica keeps its own entries and loses them in a crash. It holds no values, so it cannot serve wrong ones.
 */
export const cache = defineComponent({
  kind: "cache",
  title: "Cache",
  summary: "Entries by key with sizes, expiry and eviction, in memory.",
  sources: ["Redis: expiry on access, maxmemory", "data in DESIGN.md §2: a cache has keys and evicts"],
  layer: "data",
  params,
  presets: {},
  profiles: [],
  metrics: [
    { name: "hits", title: "Gets that found a live entry", unit: "count", type: "counter" },
    { name: "misses", title: "Gets that found none", unit: "count", type: "counter" },
    { name: "expired", title: "Misses on an entry past its time", unit: "count", type: "counter" },
    { name: "evictions", title: "Entries that had to make room", unit: "count", type: "counter" },
    { name: "tooLarge", title: "Sets of a value larger than the cache", unit: "count", type: "counter" },
    { name: "hitRatio", title: "Hit ratio", unit: "share", type: "ratio", part: "hits", of: ["hits", "misses"] },
    { name: "entries", title: "Entries", unit: "count", type: "level" },
    { name: "kibibytes", title: "Size of all values", unit: "KiB", type: "level" },
  ],
  faults: ["crash", "pause", "slow"],
  offer: () => ({ own: Object.keys(OPERATIONS), fallback: "get" }),
  calls: () => [],
  capacity: ({ concurrency: count, serviceTime, ...server }) =>
    serverCapacity({ noun: "slots", count, ...server }, () => [{ work: serviceTime }]),
  build: (context) => {
    const time = context.distribution(context.params.serviceTime)
    const operations = Object.entries(OPERATIONS).map(([operation, argument]) => {
      const steps: Step[] = [
        { do: "work", time },
        { do: "extend", argument },
      ]
      return { operation, steps }
    })
    const plan = { ...context.params, slots: context.params.concurrency }
    const store = storeOf(context)
    const parts = { list: new PortList(context), extension: keeper(context, store) }
    return { actor: createServer(context, plan, operations, parts), inside: (view) => [store.inside(view)] }
  },
})

function storeOf(context: BuildContext<CacheParams>): Store {
  const { params: the } = context
  const bytesMax = Math.min(unlimited(the.bytesMax), Number.MAX_SAFE_INTEGER)
  const limits = { entriesMax: unlimited(the.entriesMax), bytesMax }
  return new Store(limits, evictionOf(the.eviction), the.eviction.params, context.stream("eviction"))
}

function keeper(context: BuildContext<CacheParams>, store: Store): Keeper {
  const { params: the, metrics } = context
  return new Keeper(context.sim, {
    store,
    ttlNs: the.ttl ?? Number.POSITIVE_INFINITY,
    valueBytes: {
      sampler: compileDistribution(context.distribution(the.valueBytes)),
      stream: context.keyed("value-bytes"),
    },
    metrics: {
      hits: metrics.counter("hits"),
      misses: metrics.counter("misses"),
      expired: metrics.counter("expired"),
      evictions: metrics.counter("evictions"),
      tooLarge: metrics.counter("tooLarge"),
      entries: metrics.level("entries"),
      kibibytes: metrics.level("kibibytes"),
    },
  })
}

function unlimited(value: number | "unlimited"): number {
  return value === "unlimited" ? Number.POSITIVE_INFINITY : value
}
