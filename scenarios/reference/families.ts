import type * as z from "zod"
import { EVICTIONS } from "../../components/cache/evictions.ts"
import { BREAKERS } from "../../components/client-stack/breakers/choice.ts"
import { BUDGETS } from "../../components/client-stack/budgets/choice.ts"
import { BULKHEADS, LIMITS } from "../../components/client-stack/concurrency/choice.ts"
import { HEALTH_CHECKS } from "../../components/client-stack/health/choice.ts"
import { HEDGES } from "../../components/client-stack/hedges/choice.ts"
import { OUTLIERS } from "../../components/client-stack/outliers/choice.ts"
import { THROTTLES } from "../../components/client-stack/shedding/throttles/choice.ts"
import { LIVENESS } from "../../components/discovery/liveness/choice.ts"
import { READS } from "../../components/discovery/reads/choice.ts"
import { REPLICATIONS } from "../../components/discovery/replication/choice.ts"
import { PLUGINS } from "../../components/gateway/plugins/choice.ts"
import { ROUTINGS } from "../../components/gateway/routing/choice.ts"
import { STRATEGIES } from "../../components/load-balancing/choice.ts"
import { ROLLOUTS } from "../../components/mesh/rollouts/choice.ts"
import { QUEUE_RULES } from "../../components/queue-rules/choice.ts"
import { LIMITERS } from "../../components/rate-limiting/choice.ts"

export interface Leaf {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
}

export type StrategyLeaf = Leaf & {
  readonly params: z.ZodType
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Numbers it decides by that a run measures. */
  readonly measures?: readonly { readonly name: string; readonly title: string }[]
}

export interface StrategyFamily {
  /** Of its pages below docs/reference, and its section on the command line. */
  readonly folder: string
  /** What one of them is called. */
  readonly role: string
  readonly leaves: ReadonlyMap<string, StrategyLeaf>
  /** How a document names one. */
  readonly placed: (one: string) => string
}

/** Every family of strategies a document chooses from. */
export const STRATEGY_FAMILIES: readonly StrategyFamily[] = [
  { folder: "balancing", role: "Balancing strategy", leaves: STRATEGIES, placed: (one) => `balance: ${one}` },
  { folder: "eviction", role: "Eviction strategy", leaves: EVICTIONS, placed: (one) => `eviction: ${one}` },
  { folder: "limiters", role: "Rate limiter", leaves: LIMITERS, placed: (one) => `limits: [${one}]` },
  { folder: "plugins", role: "Gateway plug-in", leaves: PLUGINS, placed: (one) => `plugins: [${one}]` },
  { folder: "routing", role: "Routing rule", leaves: ROUTINGS, placed: (one) => `routing: ${one}` },
  { folder: "queue-rules", role: "Queue rule", leaves: QUEUE_RULES, placed: (one) => `queue: { rule: ${one} }` },
  { folder: "liveness", role: "Liveness of entries", leaves: LIVENESS, placed: (one) => `liveness: ${one}` },
  { folder: "replication", role: "Replication", leaves: REPLICATIONS, placed: (one) => `replication: ${one}` },
  { folder: "reads", role: "Way to read a registry", leaves: READS, placed: (one) => `reads: ${one}` },
  { folder: "rollouts", role: "Rollout", leaves: ROLLOUTS, placed: (one) => `rollout: ${one}` },
  { folder: "breakers", role: "Circuit breaker", leaves: BREAKERS, placed: (one) => `breaker: ${one}` },
  { folder: "outliers", role: "Outlier detection", leaves: OUTLIERS, placed: (one) => `outliers: ${one}` },
  { folder: "health", role: "Health check", leaves: HEALTH_CHECKS, placed: (one) => `health: ${one}` },
  { folder: "budgets", role: "Retry budget", leaves: BUDGETS, placed: (one) => `budget: ${one}` },
  { folder: "hedges", role: "Hedging", leaves: HEDGES, placed: (one) => `hedge: ${one}` },
  { folder: "bulkheads", role: "Bulkhead", leaves: BULKHEADS, placed: (one) => `bulkhead: ${one}` },
  { folder: "limits", role: "Adaptive concurrency limit", leaves: LIMITS, placed: (one) => `limit: ${one}` },
  { folder: "throttles", role: "Throttle", leaves: THROTTLES, placed: (one) => `throttle: ${one}` },
]
