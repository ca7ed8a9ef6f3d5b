import * as z from "zod"
import type { Step } from "../../engine/index.ts"
import type { DeclaredCall, MetricDeclaration } from "../kit/contract.ts"
import type { LimitConflict } from "../kit/limiting/limiter.ts"
import { SharedLimiter } from "../kit/limiting/shared-limiter.ts"
import type { Mistake } from "../kit/mistake.ts"
import type { ComponentReference, OperationReference } from "../kit/reference.ts"
import { choice, componentRef, count, duration } from "../kit/schema.ts"
import type { StrategyPlan } from "../kit/strategy-choice.ts"
import { LIMITERS, limiterChoice, limiterOf } from "../rate-limiting/choice.ts"
import { FIRST_SHARED, type GatekeeperParts, type Limit, OWN_LIMITS } from "./gatekeeper.ts"
import type { PluginSite } from "./plugins/contract.ts"

/** Limits of one gateway (chosen). */
const limitsMax = 16

/** What a limit of a gateway is told beside what its limiter needs. */
const members = {
  per: choice(["global", "key"]).default("global").describe("One counter for all requests, or one for each key"),
  cost: count().min(1).max(1_000_000).default(1).describe("What each request counts for"),
  store: componentRef()
    .optional()
    .describe("A cache in which all replicas count, asked for each request; absent: each replica counts on its own"),
  syncEvery: duration({ min: "20ms" })
    .optional()
    .describe(
      "Replicas decide by their own counts and exchange them through the store so often (Kong sync_rate), off the path: the store is not asked",
    ),
  failOpen: z
    .boolean()
    .optional()
    .describe(
      "Requests pass while the store fails (default true, as Kong's fault_tolerant); if false, they are errors",
    ),
}

export interface LimitPlan {
  readonly limiter: StrategyPlan
  readonly per: "global" | "key"
  readonly cost: number
  readonly store: ComponentReference | undefined
  /** Ns; undefined: each request is counted in the store before it goes on. */
  readonly syncEvery: number | undefined
  readonly failOpen: boolean
}

const limitSchema = limiterChoice(members).transform((plan, context): LimitPlan => {
  const { per, cost, store, syncEvery, failOpen, ...params } = Object(plan.params)
  const limiter = { strategy: plan.strategy, params }
  const found = { store, syncEvery, failOpen }
  for (const [name, message] of conflictsOf(limiter, found)) {
    const mistake: Mistake = { code: "E-parameter-conflict", message, isKey: true }
    context.addIssue({ code: "custom", message, params: { mistake }, path: [name] })
  }
  return { limiter, per, cost, store, syncEvery, failOpen: failOpen ?? true }
})

/** Members that do not go together: the name of one of them and why. */
function conflictsOf(
  { strategy }: StrategyPlan,
  the: { readonly store?: unknown; readonly syncEvery?: unknown; readonly failOpen?: unknown },
): readonly (readonly [name: string, message: string])[] {
  const leaf = LIMITERS.get(strategy)
  const found: (readonly [string, string])[] = []
  if (the.syncEvery !== undefined && the.store === undefined) found.push(["syncEvery", "syncEvery goes with a store"])
  else if (the.syncEvery !== undefined && leaf?.absorb === undefined)
    found.push(["syncEvery", `counts of ${strategy} cannot be added up: leave syncEvery out`])
  if (the.failOpen !== undefined && the.store === undefined) found.push(["failOpen", "failOpen goes with a store"])
  else if (the.failOpen !== undefined && the.syncEvery !== undefined)
    found.push(["failOpen", "with syncEvery no request asks the store: leave failOpen out"])
  return found
}

/** Those that cost no call are asked first, then those in a store, each in the order given. */
export const limitsSchema: z.ZodType<readonly LimitPlan[], unknown> = z
  .array(limitSchema)
  .max(limitsMax)
  .superRefine((limits, context) => {
    limits.forEach((one, index) => {
      const found = limits.flatMap((other) => conflictBetween(one, other) ?? []).at(0)
      if (found === undefined) return
      const mistake: Mistake = { code: "E-parameter-conflict", ...found }
      context.addIssue({ code: "custom", message: found.message, params: { mistake }, path: [index, found.member] })
    })
  })

function conflictBetween(one: LimitPlan, other: LimitPlan): LimitConflict | undefined {
  const { strategy, params } = one.limiter
  if (one === other || strategy !== other.limiter.strategy || one.per !== other.per || one.cost !== other.cost)
    return undefined
  return LIMITERS.get(strategy)?.conflictWith?.(params, other.limiter.params)
}

/** What a limit asks its store for. */
const INCREMENT = "increment"

/** The calls to the stores of shared limits: one for each request, or none where replicas exchange their counts. */
export function storeCalls(limits: readonly LimitPlan[]): readonly DeclaredCall[] {
  return limits.flatMap((plan, index): readonly DeclaredCall[] => {
    const { store } = plan
    if (store === undefined) return []
    const to: OperationReference = { refersTo: "operation", component: store.component, operation: INCREMENT }
    const path = ["limits", index, "store"]
    const asks = asksStore(plan)
    return [{ to, path, operationPath: path, conditional: !asks, detached: false, expected: asks ? 1 : 0 }]
  })
}

/** The decision on this replica's own limits; then for each shared one a call to its store, which may fail, and its own. */
export function limitSteps(limits: readonly LimitPlan[], { context, list, argument }: PluginSite): Step[] {
  const { own, shared } = inOrder(limits)
  const first: Step[] = own.length === 0 ? [] : [{ do: "extend", argument: argument(OWN_LIMITS) }]
  const rest = shared.flatMap(({ store }, index): Step[] => {
    if (store === undefined) return []
    const operation = context.operations.numberOf(INCREMENT)
    const name = `${store.component}.${INCREMENT}`
    return [
      { do: "call", port: list.portTo(store.component), operation, name, optional: true },
      { do: "extend", argument: argument(FIRST_SHARED + index) },
    ]
  })
  return [...first, ...rest]
}

function asksStore({ store, syncEvery }: LimitPlan): boolean {
  return store !== undefined && syncEvery === undefined
}

/** Limits in the order in which they are asked: `own` without a call, `shared` after a call to their store. */
function inOrder(limits: readonly LimitPlan[]): { own: readonly LimitPlan[]; shared: readonly LimitPlan[] } {
  return { own: limits.filter((plan) => !asksStore(plan)), shared: limits.filter(asksStore) }
}

/** At most so many requests a second get past all the limits of one replica. */
export function limitedPerSecondMax(limits: readonly LimitPlan[]): number {
  const global = limits.filter(({ per }) => per === "global")
  return Math.min(
    Number.POSITIVE_INFINITY,
    ...global.map(
      ({ limiter: { strategy, params }, cost }) => (LIMITERS.get(strategy)?.perSecondMax(params) ?? 0) / cost,
    ),
  )
}

/** `limitedByTokenBucket` */
function counterName(kind: string): string {
  return `limitedBy${kind.replace(/(?:^|-)(.)/g, (_, letter: string) => letter.toUpperCase())}`
}

export const limitMetrics: readonly MetricDeclaration[] = [
  { name: "limited", title: "Requests refused by a rate limit", unit: "count", type: "counter" },
  ...[...LIMITERS.values()].map(({ kind, title }): MetricDeclaration => {
    return { name: counterName(kind), title: `Of these, refused by: ${title}`, unit: "count", type: "counter" }
  }),
  { name: "retryAfter", title: "Wait that refused clients are told (Retry-After)", unit: "ns", type: "latency" },
  { name: "held", title: "Time for which requests were held back", unit: "ns", type: "latency" },
  { name: "storeFailures", title: "Checks for which the store of a limit failed", unit: "count", type: "counter" },
]

/** The limits of one replica, ready to be asked. */
export function gatekeeperParts(limits: readonly LimitPlan[], site: PluginSite): GatekeeperParts {
  const { own, shared } = inOrder(limits)
  const { metrics } = site.context
  return {
    own: own.map((plan, index) => buildLimit(plan, `own ${index}`, site)),
    shared: shared.map((plan, index) => buildLimit(plan, `shared ${index}`, site)),
    metrics: {
      limited: metrics.counter("limited"),
      retryAfter: metrics.latency("retryAfter"),
      storeFailures: metrics.counter("storeFailures"),
    },
  }
}

/** `place` is that in the list of those asked in the same way. */
function buildLimit(plan: LimitPlan, place: string, { context, name }: PluginSite): Limit {
  const { store, syncEvery, limiter } = plan
  const shared = () => new SharedLimiter(() => limiterOf(limiter), context.replicas, syncEvery)
  const kindTitle = LIMITERS.get(limiter.strategy)?.title ?? limiter.strategy
  return {
    title: `${kindTitle}, ${plan.per === "key" ? "each key" : "all requests"}`,
    limiter:
      store === undefined ? limiterOf(limiter) : context.sharedLimiter(`${name} ${place}`, shared).of(context.replica),
    perKey: plan.per === "key",
    cost: plan.cost,
    limited: context.metrics.counter(counterName(limiter.strategy)),
    held: LIMITERS.get(limiter.strategy)?.holdsBack?.(limiter.params) === true ? context.metrics.latency("held") : null,
    failsOpen: plan.failOpen,
  }
}
