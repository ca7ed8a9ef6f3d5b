import * as z from "zod"
import { budgetChoice } from "../client-stack/budgets/choice.ts"
import { DEFAULT_POLICY, type PolicyPlan, policySchema } from "../client-stack/policy.ts"
import { field } from "../kit/field.ts"
import type { KeyedLimiter } from "../kit/limiting/keyed-limiter.ts"
import type { Mistake } from "../kit/mistake.ts"
import { matchesPattern, type OperationReference, parseLinkReference, parsePattern } from "../kit/reference.ts"
import { choice, count, distribution, duration, name, operationRef } from "../kit/schema.ts"
import { concurrency, cpuParams, queueParams } from "../kit/server-params.ts"
import type { StrategyPlan } from "../kit/strategy-choice.ts"
import { slowStartMistake, strategyChoice } from "../load-balancing/choice.ts"
import { limiterChoice, limiterOf } from "../rate-limiting/choice.ts"

/** Patterns, rules and limits of one mesh (chosen). */
const rulesMax = 1000

const pattern = () => field<string, string>(parsePattern, { kind: "name" }, { type: "string" })
const patterns = () => z.array(pattern()).min(1).max(rulesMax)

const {
  health: _health,
  discovery: _discovery,
  balance: _balance,
  cancels: _cancels,
  ...callerPolicy
} = policySchema.shape

/** What a sidecar does about the calls it passes on. Only what is written replaces what holds for all calls. */
const trafficPolicy = z.strictObject({
  ...callerPolicy,
  cancels: z.boolean().optional().describe("Tells the callee when nobody waits any more"),
  balance: strategyChoice().optional().describe("Which replica a call goes to"),
})

const accessRule = z.strictObject({
  action: choice(["allow", "deny", "custom"]).describe(
    "What becomes of requests that fit; custom: a provider is asked before all other rules, and refuses by failing",
  ),
  provider: operationRef().optional().describe("Who is asked about requests that fit; goes with action: custom"),
  to: patterns().describe("Members it protects, by name or glob"),
  from: patterns()
    .optional()
    .describe("Members whose requests fit, by name or glob; known by their certificates alone. Anybody's when absent"),
  operations: z.array(name()).min(1).optional().describe("Operations that fit; all when absent"),
})

/** A rate limit before the replicas of some members. */
export interface LimitPlan {
  readonly to: readonly string[]
  readonly per: "global" | "key"
  readonly limiter: StrategyPlan
}

const limit = limiterChoice({
  to: patterns().describe("Members before whose replicas it stands, each sidecar counting on its own"),
  per: choice(["global", "key"]).default("global").describe("One counter for all requests, or one for each key"),
}).transform((plan): LimitPlan => {
  const { to, per, ...params } = Object(plan.params)
  return { to, per, limiter: { strategy: plan.strategy, params } }
})

/** Kubernetes' words and defaults for what makes an endpoint ready. */
const readiness = z
  .strictObject({
    interval: duration({ min: "1ms" }).prefault("10s").describe("Time between two probes of a replica (periodSeconds)"),
    timeout: duration({ min: "1ns" }).prefault("1s").describe("A probe without an answer by then has failed"),
    fall: count().min(1).default(3).describe("Failures in a row after which a replica is not ready (failureThreshold)"),
    rise: count().min(1).default(1).describe("Successes in a row after which it is ready again (successThreshold)"),
  })
  .describe("How it is found out which replicas of members can be called")

const push = z
  .strictObject({
    quiet: duration({ min: "1ns" }).prefault("100ms").describe("A change waits until none has come for so long"),
    wait: duration({ min: "1ns" }).prefault("10s").describe("But no longer than this"),
    atOnce: count()
      .min(1)
      .optional()
      .describe("Sidecars that are told at a time (Istio: 15 + 5 for each core, at most 100, also when absent)"),
    work: distribution().prefault("1ms").describe("Work of the control plane for each sidecar that is told (chosen)"),
  })
  .describe("How changes get to the sidecars")

const certificates = z
  .strictObject({
    key: choice(["rsa-2048", "ecdsa-p256"]).default("ecdsa-p256").describe("Kind of the keys of all sidecars"),
    lifetime: duration({ min: "1s" }).prefault("24h").describe("From issue to expiry"),
    work: distribution().prefault("2ms").describe("Work of the control plane for each certificate (chosen)"),
  })
  .describe("Certificates with which sidecars know each other, renewed when half their time is over")

const connections = z
  .strictObject({
    max: count().min(1).optional().describe("Open at once from one sidecar to another; a call beyond waits"),
    streams: count().min(1).default(1).describe("Calls on one connection at once (HTTP/2: 100 and more)"),
    idleTimeout: duration().prefault("1h").describe("An idle connection is closed after this (Envoy: 1h)"),
    ageMax: duration({ min: "1ns" }).optional().describe("A connection this old takes no further call"),
  })
  .describe("Connections between sidecars, each set up with TLS 1.3 unless mtls is off")

const change = z.strictObject({
  at: duration({ min: "1ns" }).describe("When it is made; sidecars keep to it when they have been told"),
  access: z.array(accessRule).max(rulesMax).optional().describe("Who may ask whom for what from then on"),
  mtls: choice(["permissive", "strict"]).optional().describe("What becomes of callers without a certificate"),
})

const shape = z.strictObject({
  members: patterns().describe(
    "Components that get a sidecar beside each replica, by name or glob; no clients and no balancers",
  ),
  overhead: distribution().optional().describe("A sidecar's work for each request that passes; none when absent"),
  latency: distribution()
    .optional()
    .describe(
      "From a replica to its sidecar or back, for each request: system calls and scheduling, no work of the sidecar",
    ),
  concurrency: concurrency().default("unlimited").describe("Requests one sidecar passes on at once"),
  cpu: cpuParams.optional().describe("The processor of a sidecar; without one, work only takes time"),
  queue: queueParams.prefault({}).describe("The line of a sidecar for a slot"),
  telemetry: z
    .strictObject({
      work: distribution()
        .prefault("20us")
        .describe("A sidecar's work to measure a request (chosen: a tenth of passing it)"),
    })
    .optional()
    .describe("Sidecars measure what passes, in both directions, at a price"),
  mtls: choice(["off", "permissive", "strict"])
    .default("permissive")
    .describe("Whether sidecars show each other certificates, and whether callers without one are refused"),
  certificates: certificates.prefault({}),
  connections: connections.prefault({}),
  policy: trafficPolicy.prefault({}).describe("What sidecars do about all calls they pass on"),
  traffic: z
    .record(z.string(), trafficPolicy)
    .prefault({})
    .describe('The same by "a -> b", with * and prefixes; what is not written there is as in policy'),
  triesElsewhere: z
    .boolean()
    .default(false)
    .describe(
      "Another try goes to a replica that none before went to, where there is one (Istio: looks for one five times)",
    ),
  retryBudget: budgetChoice()
    .optional()
    .describe("The budget of calls that are tried again and have none of their own"),
  access: z.array(accessRule).max(rulesMax).prefault([]).describe("Who may ask whom for what"),
  accessOrder: choice(["deny-first", "most-exact"])
    .default("deny-first")
    .describe(
      "Any deny, then any allow, then refused if some allow is there (Istio); or the rule with the most exact names",
    ),
  limits: z.array(limit).max(rulesMax).prefault([]).describe("Rate limits that sidecars keep before their replica"),
  changes: z
    .array(change)
    .max(rulesMax)
    .prefault([])
    .describe("Changes of the rules while the mesh runs, by rising time; they get to one sidecar after the other"),
  cores: count().min(1).max(1024).default(2).describe("Cores of one replica of the control plane"),
  readiness: readiness.prefault({}),
  push: push.prefault({}),
})

export const meshParams = shape.superRefine((the, context) => {
  const refuse = (path: (string | number)[], mistake: Mistake) =>
    context.addIssue({ code: "custom", message: mistake.message, params: { mistake }, path })
  if (the.push.wait < the.push.quiet)
    refuse(["push", "wait"], { code: "E-parameter-conflict", message: "the longest wait is no shorter than quiet" })
  if (the.readiness.timeout > the.readiness.interval)
    refuse(["readiness", "timeout"], {
      code: "E-parameter-conflict",
      message: "a probe is over before the next begins",
    })
  the.access.forEach(({ action, provider }, index) => {
    if ((action === "custom") === (provider !== undefined)) return
    const message = "a provider goes with action: custom, and that with a provider"
    refuse(["access", index, "action"], { code: "E-parameter-conflict", message })
  })
  if (the.mtls === "off")
    the.access.forEach(({ from }, index) => {
      const message = "without mtls nobody knows who calls; leave from out, or let mtls be permissive or strict"
      if (from !== undefined) refuse(["access", index, "from"], { code: "E-parameter-conflict", message, isKey: true })
    })
  for (const { path, rule } of rulesOf(the)) {
    const whole = mergedPolicy(the, rule)
    const slow = rule.slowStart === undefined ? undefined : slowStartMistake(whole.balance)
    if (slow !== undefined) refuse([...path, "slowStart"], slow)
    if (rule.budget === undefined || whole.retry !== undefined || whole.hedge !== undefined) continue
    const message = "a budget bounds further tries; it goes with retry or hedge"
    refuse([...path, "budget"], { code: "E-parameter-conflict", message })
  }
  the.changes.forEach(({ at, access, mtls }, index) => {
    const conflict = (message: string, ...path: string[]) =>
      refuse(["changes", index, ...path], { code: "E-parameter-conflict", message })
    if (at <= (the.changes[index - 1]?.at ?? 0)) conflict("the times of changes have to rise", "at")
    if (access === undefined && mtls === undefined) conflict("a change is one of access or of mtls")
    if (mtls !== undefined && the.mtls === "off") conflict("connections without mtls stay so: leave it out", "mtls")
    if (access?.some(({ action }) => action === "custom") === true)
      conflict("who is asked about requests is known from the start: a change has no action: custom", "access")
    if (access?.some(({ from }) => from !== undefined) === true && the.mtls === "off")
      conflict("without mtls nobody knows who calls; leave from out", "access")
  })
  for (const key of Object.keys(the.traffic)) {
    const parsed = parseLinkReference(key)
    if ("mistakes" in parsed)
      for (const mistake of parsed.mistakes) refuse(["traffic", key], { ...mistake, isKey: true })
  }
})

export type MeshParams = z.output<typeof meshParams>
export type AccessRule = z.output<typeof accessRule>
export type TrafficPolicy = z.output<typeof trafficPolicy>

/** The policies of a mesh and where they stand. */
function rulesOf({ policy, traffic }: Pick<MeshParams, "policy" | "traffic">) {
  const rules = Object.entries(traffic).map(([key, rule]) => ({ path: ["traffic", key], rule }))
  return [{ path: ["policy"], rule: policy }, ...rules]
}

/** A rule on top of what holds for all calls. */
export function mergedPolicy(
  { policy, retryBudget }: Pick<MeshParams, "policy" | "retryBudget">,
  rule: TrafficPolicy,
): PolicyPlan {
  const { balance = policy.balance ?? DEFAULT_POLICY.balance, cancels = policy.cancels ?? false, ...its } = rule
  const { balance: _b, cancels: _c, ...all } = policy
  const whole: PolicyPlan = { ...all, ...its, balance, cancels, health: undefined, discovery: undefined }
  const tries = whole.retry !== undefined || whole.hedge !== undefined
  return { ...whole, budget: tries ? (whole.budget ?? retryBudget) : undefined }
}

/** What the sidecars of a member have to know: the rules for it, and not those for calls, which are their policies. */
export function forMember(the: MeshParams, member: string): MeshParams {
  const isFor = ({ to }: AccessRule) => to.some((pattern) => matchesPattern(pattern, member))
  const changes = the.changes.map((one) =>
    one.access === undefined ? one : { ...one, access: one.access.filter(isFor) },
  )
  const access = the.access.filter(isFor)
  return { ...the, members: [], traffic: {}, access, changes, limits: [...limitsBefore(the, member)] }
}

/** What sidecars keep to at the start and after each change. */
export interface RuleSet {
  readonly access: readonly AccessRule[]
  readonly mtls: MeshParams["mtls"]
}

export function ruleSetsOf({
  access,
  mtls,
  changes,
}: Pick<MeshParams, "access" | "mtls" | "changes">): readonly RuleSet[] {
  const sets: RuleSet[] = [{ access, mtls }]
  for (const change of changes) {
    const before = sets.at(-1)
    sets.push({ access: change.access ?? before?.access ?? access, mtls: change.mtls ?? before?.mtls ?? mtls })
  }
  return sets
}

/** By rule: whom the sidecars of a member ask about requests; nobody is asked about questions to itself. */
export function providersOf(
  { access }: Pick<MeshParams, "access">,
  member: string,
): readonly (OperationReference | undefined)[] {
  return access.map(({ provider, to }) => {
    const isFor = provider?.component !== member && to.some((pattern) => matchesPattern(pattern, member))
    return isFor ? provider : undefined
  })
}

/** The rate limits that the sidecars of a member keep. */
export function limitsBefore({ limits }: Pick<MeshParams, "limits">, member: string): readonly LimitPlan[] {
  return limits.filter(({ to }) => to.some((pattern) => matchesPattern(pattern, member)))
}

/** The same, ready to be asked. */
export function limitersBefore(
  mesh: Pick<MeshParams, "limits">,
  member: string,
): readonly { readonly limiter: KeyedLimiter; readonly perKey: boolean }[] {
  return limitsBefore(mesh, member).map(({ limiter, per }) => ({ limiter: limiterOf(limiter), perKey: per === "key" }))
}
