import type { ProfileDefinition } from "../../kit/contract.ts"

/**
 * Kong Gateway 3.10, one node. Its upstream timeouts (60 s for connect, read and write) and retries (5) belong to the
 * link behind it: state them under `policies`.
 */
export const kong310: ProfileDefinition = {
  profile: "kong-3.10",
  title: "Kong Gateway 3.10",
  summary: "OpenResty workers on 16 cores; plug-ins by PRIORITY; the route with more criteria.",
  sources: [
    "docs: Optimize Kong Gateway performance: connections default to the ulimit, at most 16384",
    "docs: Kong Gateway performance testing benchmarks: 127,000 to 135,000 requests/s without plugins, one route",
    "cpu: one worker a core; 16 cores and thus 120us a request (16 / 131,000 per second) are chosen: the page names no machine",
    "plug-ins: PRIORITY jwt 1450, rate-limiting 910, descending",
  ],
  params: {
    concurrency: 16384,
    overhead: "120us",
    cpu: { cores: 16, discipline: "fifo" },
    order: "kong",
    routing: "kong",
  },
}
