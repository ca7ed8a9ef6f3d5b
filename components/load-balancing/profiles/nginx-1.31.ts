import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * nginx 1.31's upstream as it is configured without a word. It has no active checks; it learns from requests. Its proxy
 * timeouts (60 s each) belong to the link behind it: state them under `policies`.
 */
export const nginx131: ProfileDefinition = {
  profile: "nginx-1.31",
  title: "nginx 1.31",
  summary: "Smooth turns by weight; a server that failed is left alone for 10 s; each server once for a request.",
  sources: [
    "nginx, ngx_http_upstream_module: weighted round robin, max_fails 1, fail_timeout 10 s",
    "nginx, ngx_http_proxy_module: proxy_next_upstream error timeout, tries without a limit: each server once",
  ],
  params: {
    strategy: { kind: "weighted-round-robin", preset: "nginx" },
    outliers: { kind: "max-fails", preset: "nginx" },
    nextUpstream: { tries: "each", on: ["refused", "unreachable", "lost", "timeout"] },
  },
}
