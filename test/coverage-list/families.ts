import { STRATEGIES } from "../../components/load-balancing/choice.ts"
import { LIMITERS } from "../../components/rate-limiting/choice.ts"
import type { RunOf } from "./measure.ts"

/** Kinds of one family, and estates in which all of them meet the same load. */
export interface Family {
  readonly name: string
  readonly kinds: readonly string[]
  /** What puts a kind into the scenario, and makes the run short. */
  readonly estates: readonly { readonly scenario: string; readonly settings: (kind: string) => readonly string[] }[]
}

/** Without weights, which no document can state, it takes these to tell the two from others. */
const MODES: Readonly<Record<string, string>> = {
  "least-request": "{ kind: least-request, selection: full-scan }",
  "weighted-round-robin": "{ kind: weighted-round-robin, mode: shuffled-wheel }",
}

/** Each limiter told, in its own words, the same: 100 a second, 20 at once. */
const LIMITS: Readonly<Record<string, string>> = {
  "envoy-global": "limit: 100, unit: second",
  "envoy-local": "maxTokens: 20, fillInterval: 50ms, tokensPerFill: 5",
  "fixed-window": "limit: 100, window: 1s",
  gcra: "rate: 100/s, burst: 20",
  "leaky-bucket": "rate: 100/s, queueMax: 20",
  "nginx-limit-req": "rate: 100/s, burst: 20",
  "sliding-log": "limit: 100, window: 1s",
  "sliding-window-counter": "limit: 100, window: 1s",
  "token-bucket": "rate: 100/s, burst: 20",
  traefik: "average: 100/s, burst: 20",
}

const limit = (kind: string) => `[{ kind: ${kind}, ${LIMITS[kind] ?? "has no entry in LIMITS"} }]`

const balancing: Family = {
  name: "balancing strategies",
  kinds: [...STRATEGIES.keys()],
  estates: [
    {
      scenario: "uneven-servers",
      settings: (kind) => [
        "run.duration=4s",
        "run.warmup=500ms",
        "load.users.keys=zipf n=10000 s=0.8",
        `components.balancer.strategy=${MODES[kind] ?? kind}`,
      ],
    },
  ],
}

const limiting: Family = {
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

export const FAMILIES: readonly Family[] = [balancing, limiting]

/** A kind's runs, one in each estate of its family. */
export function runsOfKind({ estates }: Family, kind: string): readonly RunOf[] {
  return estates.map(({ scenario, settings }) => ({ scenario, settings: settings(kind), seed: "2" }))
}
