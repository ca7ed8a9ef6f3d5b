import { OUTCOMES } from "../../engine/index.ts"

type Schema = Readonly<Record<string, unknown>>

const ref = (name: string): Schema => ({ $ref: `#/$defs/${name}` })
const text: Schema = { type: "string" }
const number: Schema = { type: "number" }
const count: Schema = { type: "integer", minimum: 0 }
const millis: Schema = { type: "number", minimum: 0 }
const list = (items: Schema): Schema => ({ type: "array", items })
const byName = (value: Schema): Schema => ({ type: "object", additionalProperties: value })
const words = (...of: readonly string[]): Schema => ({ enum: of })
const orNull = (schema: Schema): Schema => ({ anyOf: [schema, { type: "null" }] })

/** An object with exactly these members; a name with `?` behind it may be absent. */
function object(members: Readonly<Record<string, Schema>>): Schema {
  const entries = Object.entries(members)
  return {
    type: "object",
    properties: Object.fromEntries(entries.map(([name, schema]) => [name.replace("?", ""), schema])),
    required: entries.map(([name]) => name).filter((name) => !name.endsWith("?")),
    additionalProperties: false,
  }
}

const requests = {
  offered: count,
  completed: count,
  succeeded: count,
  outcomes: ref("outcomes"),
  inFlight: count,
  ratePerSecond: ref("estimate"),
  latencyMs: ref("durations"),
}

const definitions = {
  estimate: {
    description: "A number with its interval (95 %), or the reason why there is none",
    anyOf: [
      object({ value: number, low: number, high: number, method: text }),
      object({ value: { type: "null" }, reason: text, "method?": text }),
    ],
  },
  durations: object({
    mean: ref("estimate"),
    p50: ref("estimate"),
    p90: ref("estimate"),
    p95: ref("estimate"),
    p99: ref("estimate"),
    p999: ref("estimate"),
    max: orNull(millis),
  }),
  level: object({ mean: ref("estimate"), max: { type: "number", minimum: 0 } }),
  outcomes: object(Object.fromEntries(OUTCOMES.map((outcome) => [`${outcome}?`, count]))),
  requests: object(requests),
  client: object({ ...requests, operations: byName(ref("requests")) }),
  counter: { anyOf: [count, ref("level"), ref("durations"), ref("estimate")] },
  component: object({
    kind: text,
    "profile?": text,
    requests: count,
    outcomes: ref("outcomes"),
    utilisation: ref("estimate"),
    queueLength: ref("level"),
    waitMs: ref("durations"),
    serviceMs: ref("durations"),
    replicas: count,
    counters: byName(ref("counter")),
  }),
  link: object({
    calls: count,
    outcomes: ref("outcomes"),
    retries: count,
    latencyMs: object({ mean: ref("estimate"), max: orNull(millis) }),
    "limit?": ref("level"),
    "estimates?": byName(object({ mean: ref("estimate"), max: orNull(number) })),
  }),
  objective: object({
    text,
    verdict: words("pass", "fail", "inconclusive"),
    unit: words("ms", "share", "perSecond", "count"),
    limit: number,
    estimate: ref("estimate"),
    "firstBreachMs?": millis,
    "breachWindowMs?": millis,
  }),
  bottleneck: object({
    component: text,
    cause: words(
      "slots",
      "cpu",
      "pool",
      "lock",
      "rate-limit",
      "slow-dependency",
      "retry-storm",
      "outage",
      "errors",
      "network",
      "work",
    ),
    why: text,
    share: number,
    of: words("time", "failures"),
    evidence: list(object({ what: text, value: number, unit: words("share", "ms", "perSecond", "count", "times") })),
  }),
} as const

/** The published JSON Schema of a report: what `run --json` prints. */
export const REPORT_SCHEMA: Schema = {
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "Orrery report",
  description: "What a run gives. Times in milliseconds, shares as parts of 1.",
  ...object({
    format: { const: "orrery.report/1" },
    scenario: object({ name: text, "question?": text, hash: text }),
    seed: text,
    engine: text,
    digest: { type: "string", pattern: "^[0-9a-f]{16}$" },
    simulated: object({ durationMs: millis, warmupMs: millis, events: count }),
    stoppedBy: orNull(words("limit:events", "limit:live-calls", "interrupted", "wall-time", "stalled")),
    "stall?": list(object({ waiter: text, for: text, holder: text, requests: count })),
    load: byName(ref("client")),
    components: byName(ref("component")),
    links: byName(ref("link")),
    objectives: list(ref("objective")),
    bottleneck: orNull(ref("bottleneck")),
    attribution: object({
      p99: list(
        object({
          component: text,
          phase: words("queue", "pool", "service", "network", "backoff"),
          share: { type: "number", minimum: 0, maximum: 1 },
        }),
      ),
      requests: count,
      sampleShare: { type: "number", minimum: 0, maximum: 1 },
    }),
    invariants: list(object({ name: text, held: { type: "boolean" }, "found?": text })),
    warnings: list(object({ code: text, message: text })),
  }),
  $defs: definitions,
}
