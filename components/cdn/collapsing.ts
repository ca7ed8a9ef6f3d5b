/** What a request does that wants an object which another request is already fetching. */
export interface Collapsing {
  /** Where the cache has nothing to show: it fetches too, looks again from time to time, or waits for the other. */
  readonly absent: "fetches" | "polls" | "waits"
  /** Where it has an object past its time that may not be served stale otherwise: `served` all the same, for once. */
  readonly expired: "fetches" | "waits" | "served"
  /** Nobody waits for an object that may not be kept, once that is known, for a time. */
  readonly remembersUncacheable: boolean
}

export const COLLAPSING_MODES = ["none", "lock", "waiting-list", "revalidate"] as const
export type CollapsingMode = (typeof COLLAPSING_MODES)[number]

export const COLLAPSING: Readonly<Record<CollapsingMode, Collapsing>> = {
  none: { absent: "fetches", expired: "fetches", remembersUncacheable: false },
  // nginx: the lock is for absent entries; of expired ones each request goes upstream, even with the lock on.
  lock: { absent: "polls", expired: "fetches", remembersUncacheable: false },
  // Varnish: a busy object has a waiting list; beyond grace its old version does not count.
  "waiting-list": { absent: "waits", expired: "waits", remembersUncacheable: true },
  // Cloudflare: one request revalidates, the others are served the old version as UPDATING.
  revalidate: { absent: "waits", expired: "served", remembersUncacheable: true },
}

/** nginx, ngx_http_file_cache.c: a waiting request looks again after 500 ms, or when its time is up. */
export const POLL_NS = 500e6

/** Varnish: uncacheable_ttl, the time of a hit-for-miss object; Cloudflare's is not published. */
export const UNCACHEABLE_NS = 120e9
