import { BREAKERS } from "../../../components/client-stack/breakers/choice.ts"
import { BUDGETS } from "../../../components/client-stack/budgets/choice.ts"
import { BULKHEADS, LIMITS } from "../../../components/client-stack/concurrency/choice.ts"
import { HEALTH_CHECKS } from "../../../components/client-stack/health/choice.ts"
import { HEDGES } from "../../../components/client-stack/hedges/choice.ts"
import { OUTLIERS } from "../../../components/client-stack/outliers/choice.ts"
import { THROTTLES } from "../../../components/client-stack/shedding/throttles/choice.ts"
import type { Estate, Family } from "./family.ts"

/** Two layers of retries over a database that pauses: 30 s of it, on the policy between the service and the database. */
const storm = (field: string): Estate => ({
  scenario: "retry-storm",
  settings: (kind) => [
    "run.duration=30s",
    "run.warmup=1s",
    "faults=[{ at: 8s, for: 5s, do: pause, target: db }]",
    "objectives=[success of app >= 10%]",
    `policies."api -> db".${field}=${kind}`,
  ],
})

/** One of four replicas is slow all the time, and another is away for a while. */
const lame = (field: string): Estate => ({
  scenario: "slow-replica",
  settings: (kind) => [
    "run.duration=40s",
    "run.warmup=1s",
    'faults=[{ at: 10s, for: 15s, do: crash, target: "search[0]" }, { at: 20s, for: 10s, do: pause, target: "search[1]" }]',
    'policies={ "users -> search": { balance: round-robin, timeout: 2s } }',
    `policies."users -> search".${field}=${kind}`,
  ],
})

const family = (name: string, leaves: ReadonlyMap<string, unknown>, ...estates: readonly Estate[]): Family => ({
  name,
  kinds: [...leaves.keys()],
  estates,
})

export const POLICY_FAMILIES: readonly Family[] = [
  family("circuit breakers", BREAKERS, storm("breaker")),
  family("retry budgets", BUDGETS, storm("budget")),
  family("bulkheads", BULKHEADS, storm("bulkhead")),
  family("adaptive limits", LIMITS, storm("limit")),
  family("throttles", THROTTLES, storm("throttle")),
  family("hedges", HEDGES, lame("hedge")),
  family("outlier detectors", OUTLIERS, lame("outliers")),
  family("health checks", HEALTH_CHECKS, lame("health")),
]
