import { LIMITERS } from "../../../components/rate-limiting/choice.ts"
import type { Family } from "./family.ts"

/** Each limiter told, in its own words, the same: 100 a second, 20 at once. */
const LIMITS: Readonly<Record<string, string>> = {
  "envoy-global": "limit: 100, unit: second",
  "envoy-local": "maxTokens: 20, fillInterval: 50ms, tokensPerFill: 5",
  "fixed-window": "limit: 100, window: 1s",
  gcra: "rate: 100/s, burst: 20",
  "haproxy-stick-table": "limit: 100, period: 1s",
  "leaky-bucket": "rate: 100/s, queueMax: 20",
  "nginx-limit-req": "rate: 100/s, burst: 20",
  resilience4j: "limit: 100, period: 1s, waitMax: 200ms",
  "sliding-log": "limit: 100, window: 1s",
  "sliding-window-counter": "limit: 100, window: 1s",
  "token-bucket": "rate: 100/s, burst: 20",
  traefik: "average: 100/s, burst: 20",
}

const limit = (kind: string) => `[{ kind: ${kind}, ${LIMITS[kind] ?? "has no entry in LIMITS"} }]`

export const limiting: Family = {
  name: "rate limiters",
  kinds: [...LIMITERS.keys()],
  estates: [
    {
      scenario: "window-edge",
      settings: (kind) => ["run.duration=10s", `components.edge.limits=${limit(kind)}`],
    },
    {
      scenario: "minute-quota",
      settings: (kind) => [
        "run.duration=15s",
        "load.partner.open=poisson 110/s",
        "components.search.concurrency=unlimited",
        `components.gate.limits=${limit(kind)}`,
      ],
    },
  ],
}
