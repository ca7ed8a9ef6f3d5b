import { compileDistribution, type Step } from "../../engine/index.ts"
import { type BuildContext, defineComponent } from "../kit/contract.ts"
import { counterMetrics, countersOf } from "../kit/counters.ts"
import { passesOn } from "../kit/passing-on.ts"
import { createServer, PortList } from "../kit/server.ts"
import { serverCapacity } from "../kit/server-capacity.ts"
import { COLLAPSING } from "./collapsing.ts"
import { type CdnParams, cdnParams } from "./parameters.ts"
import { LOOK_UP, PointOfPresence, REFRESH, SERVED } from "./point-of-presence.ts"
import { COUNTERS, type PointParts } from "./point-parts.ts"
import * as profiles from "./profiles.ts"
import { Shelf } from "./shelf.ts"

const TITLES: Readonly<Record<(typeof COUNTERS)[number], string>> = {
  served: "Requests served from the cache",
  fetched: "Requests that went to the origin for an object",
  hits: "Served fresh (HIT)",
  misses: "Fetched, nothing there (MISS)",
  expired: "Fetched, past its time (EXPIRED)",
  updating: "Served stale while another fetches (UPDATING)",
  stale: "Served stale, and fetched behind (STALE)",
  staleOnError: "Fetched in vain, served stale",
  revalidated: "Objects renewed while there (REVALIDATED)",
  bypassed: "Requests that are not cached (BYPASS)",
  notStored: "Answers that say they may not be kept (no-store)",
  collapsed: "Requests that waited for another's fetch",
  lockTimeouts: "Of these, lost patience",
  evictions: "Objects that had to make room",
  tooLarge: "Objects larger than the cache",
  purged: "Objects purged",
}

const counters = counterMetrics(COUNTERS, TITLES)

/**
 * Points of presence, one a replica, each with a cache of its own in front of an origin; which of them a caller uses is
 * for its link's balancing to say. An object lives as long as the parameters say, or with `respectsOrigin` as long as a
 * gateway's `cacheHeaders` do, less its age in a CDN in between. The slot is held while a request waits. A request whose name states a method other than GET or HEAD is not
 * cached.
 */
export const cdn = defineComponent<CdnParams>({
  kind: "cdn",
  title: "CDN",
  summary: "Caches in front of an origin: expiry, stale answers, request collapsing, purges.",
  sources: [
    "RFC 9111, HTTP caching; RFC 5861, stale-while-revalidate and stale-if-error",
    "nginx: ngx_http_file_cache.c, ngx_http_upstream.c; Varnish: cache_hash.c; Cloudflare docs: revalidation",
  ],
  layer: "edge",
  params: cdnParams,
  presets: {},
  profiles: Object.values(profiles),
  metrics: [
    ...counters,
    { name: "hitRatio", title: "Hit ratio", unit: "share", type: "ratio", part: "served", of: ["served", "fetched"] },
    { name: "entries", title: "Objects", unit: "count", type: "level" },
    { name: "kibibytes", title: "Size of all objects", unit: "KiB", type: "level" },
  ],
  faults: ["crash", "pause", "slow"],
  ...passesOn("origin", 0),
  capacity: ({ concurrency: count, ...server }) => serverCapacity({ noun: "slots", count, ...server }, () => []),
  build: (context) => {
    const { params } = context
    const list = new PortList(context)
    list.portTo(params.origin.component)
    const forward: Step = { do: "forward", name: params.origin.component }
    const steps: Step[] = [
      { do: "extend", argument: LOOK_UP },
      { do: "unless-found", steps: [forward] },
      { do: "work", time: context.distribution(params.hitLatency) },
      { do: "extend", argument: SERVED },
      { do: "parallel", branches: [[{ do: "extend", argument: REFRESH }, forward], []], need: 1 },
    ]
    const parts = pointParts(context)
    const extension = new PointOfPresence(context.sim, parts)
    const plan = { ...params, slots: params.concurrency }
    return {
      actor: createServer(context, plan, [{ operation: null, steps }], { list, extension }),
      inside: (view) => [parts.shelf.inside(view, parts.stored.length)],
    }
  },
})

function pointParts(context: BuildContext<CdnParams>): PointParts {
  const { params: the, metrics, operations, self } = context
  return {
    self,
    shelf: new Shelf({
      entriesMax: limit(the.entriesMax),
      bytesMax: Math.min(limit(the.bytesMax), Number.MAX_SAFE_INTEGER),
    }),
    collapsing: COLLAPSING[the.collapsing],
    stored: Uint8Array.from({ length: operations.count }, (_, number) => (isStored(operations.nameOf(number)) ? 1 : 0)),
    ttlNs: the.ttl,
    staleWhileRevalidateNs: limit(the.staleWhileRevalidate),
    staleIfErrorNs: the.staleIfError,
    respectsOrigin: the.respectsOrigin,
    refreshesBehind: the.backgroundUpdate,
    lockTimeoutNs: the.lockTimeout ?? LOCK_NS,
    lockAgeNs: the.lockAge ?? LOCK_NS,
    wakes: the.collapsing === "waiting-list" ? limit(the.wakes ?? 3) : Number.POSITIVE_INFINITY,
    purgesAtNs: purgesAt(context),
    objectBytes: {
      sampler: compileDistribution(context.distribution(the.objectBytes)),
      stream: context.keyed("object-bytes"),
    },
    count: countersOf(COUNTERS, metrics),
    entries: metrics.level("entries"),
    kibibytes: metrics.level("kibibytes"),
  }
}

/** nginx: proxy_cache_lock_timeout and proxy_cache_lock_age, 5 s each. */
const LOCK_NS = 5e9

function limit(value: number | "unlimited" | "all"): number {
  return typeof value === "number" ? value : Number.POSITIVE_INFINITY
}

/** `POST /pay` is not; a plain operation name is as good as a GET. */
function isStored(name: string): boolean {
  return !/^[A-Z]+ \//.test(name) || /^(GET|HEAD) \//.test(name)
}

function purgesAt(context: BuildContext<CdnParams>): readonly number[] {
  const random = context.stream("purge")
  const times = context.params.purges.map(({ at, delay }) => {
    random.step()
    return at + compileDistribution(context.distribution(delay)).sample(random.a, random.b)
  })
  return times.sort((left, right) => left - right)
}
