import type { ProfileDefinition } from "../../kit/contract.ts"

/** `collapsing: lock` on top of it is `proxy_cache_lock on` with its 5 s; `staleWhileRevalidate` is `use_stale updating`. */
export const nginxCache131: ProfileDefinition = {
  profile: "nginx-cache-1.31",
  title: "nginx 1.31 proxy_cache",
  summary: "Every miss and every expired object goes upstream: no lock, nothing stale, no update in the background.",
  sources: [
    "ngx_http_proxy_module: proxy_cache_lock off, proxy_cache_use_stale off, proxy_cache_background_update off",
    "ngx_http_proxy_module: about 8,000 keys a megabyte of keys_zone; 10 MB are chosen",
    "ttl: proxy_cache_valid has no default; 10 minutes, that of inactive, are chosen",
    "ngx_http_proxy_module: Cache-Control, stale-while-revalidate too, before proxy_cache_valid",
  ],
  params: { respectsOrigin: true, ttl: "10m", entriesMax: 80000 },
}
