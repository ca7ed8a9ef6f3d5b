import type { ProfileDefinition } from "../../kit/contract.ts"

export const varnish7: ProfileDefinition = {
  profile: "varnish-7",
  title: "Varnish 7",
  summary: "Within 10 s of grace nobody waits; beyond, requests for one object wait and are woken three by three.",
  sources: [
    "params.h: default_ttl 120 s, default_grace 10 s, rush_exponent 3 (wakes)",
    "cache_hash.c: a busy object parks requests on a waiting list; within grace one fetch goes on in the background",
    "cache_rfc2616.c: s-maxage or max-age of the origin, less its Age, before default_ttl",
  ],
  params: {
    respectsOrigin: true,
    collapsing: "waiting-list",
    staleWhileRevalidate: "10s",
    backgroundUpdate: true,
  },
}
