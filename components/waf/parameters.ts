import * as z from "zod"
import { attackersSchema } from "../kit/attackers.ts"
import type { Mistake } from "../kit/mistake.ts"
import { choice, componentRef, count, duration, name, share } from "../kit/schema.ts"
import { concurrency, serverParams } from "../kit/server-params.ts"
import { formatDuration } from "../kit/units.ts"

/** Points that a match of a rule counts for: CRS 4, crs-setup.conf.example. */
export const SEVERITIES = { critical: 5, error: 4, warning: 3, notice: 2 } as const

/** What AWS WAF offers, in seconds. */
const WINDOWS = ["60s", "120s", "300s", "600s"] as const

/** What all rules together may cost a request (chosen; the engine's limit on work by size is 2 s). */
const COST_MAX_NS = 1e9

const rule = z.strictObject({
  severity: choice(["critical", "error", "warning", "notice"])
    .default("critical")
    .describe("What a match counts for: 5, 4, 3 or 2 points"),
  paranoia: count()
    .min(1)
    .max(4)
    .default(1)
    .describe("The level from which on the rule is in use; higher ones match more, also of what is harmless"),
  attacks: share().prefault("0%").describe("Attacks it matches"),
  benign: share().prefault("0%").describe("Other requests it matches"),
  cost: duration().prefault("0ms").describe("Work for each request"),
  costPerKiB: duration({ max: "100us" }).prefault("0ms").describe("Work for each KiB of a request on top"),
})

const rateRule = z.strictObject({
  limit: count().min(10).max(2_000_000_000).describe("Requests in the window above which requests are refused"),
  window: choice(WINDOWS).default("300s").describe("How far back it counts (default: AWS WAF)"),
  every: duration({ min: "1s", max: "60s" })
    .prefault("10s")
    .describe("How often the count is looked at (default: third-party articles on AWS WAF)"),
  lag: duration()
    .prefault("10s")
    .describe("From a look to when requests are refused, or no longer (default chosen; AWS: usually below 30 s)"),
  per: choice(["key", "all"])
    .default("key")
    .describe("One count for each key, as for a client's address (requests without keys have one), or for all"),
})

const shape = z.strictObject({
  to: componentRef().describe("Who gets the requests that pass"),
  attackers: attackersSchema().describe("Clients all of whose requests are attacks, by name or glob (bot-*)"),
  malicious: z
    .record(z.string().min(1), share())
    .prefault({})
    .describe("Share of the other clients' requests that are attacks, by the request's name, such as POST /login"),
  rules: z.record(name(), rule).prefault({}).describe("Rules, or groups of them that match together, by name"),
  threshold: count().min(1).max(1000).default(5).describe("Points from which on a request is refused (default: CRS 4)"),
  blockingParanoia: count().min(1).max(4).default(1).describe("Rules up to this level count towards the threshold"),
  detectionParanoia: count()
    .min(1)
    .max(4)
    .optional()
    .describe("Rules up to this level are tried, and what they would have done is counted; as blocking when absent"),
  sampling: share({ min: "1%" }).prefault("100%").describe("Requests that are looked at; the others pass unseen"),
  mode: choice(["block", "detect"]).default("block").describe("Refuses what it finds, or only counts it"),
  rateBased: z.array(rateRule).max(16).prefault([]).describe("Limits on rates, all of which a request has to pass"),
  concurrency: concurrency().default("unlimited"),
  ...serverParams,
})

export const wafParams = shape.superRefine((the, context) => {
  const { blockingParanoia: blocking, detectionParanoia: detection } = the
  if (detection !== undefined && blocking > detection) {
    const message = `rules of level ${blocking} cannot block where only those up to level ${detection} are tried`
    raise(context, ["blockingParanoia"], { code: "E-parameter-conflict", message, suggestion: detection })
  }
  const costNs = Object.values(the.rules).reduce((sum, { cost }) => sum + cost, 0)
  if (costNs > COST_MAX_NS) {
    const message = `the rules cost ${formatDuration(costNs)} a request; more than ${formatDuration(COST_MAX_NS)} is too much`
    raise(context, ["rules"], { code: "E-parameter-conflict", message, isKey: true })
  }
  the.rateBased.forEach(({ window, every }, index) => {
    if (windowNs(window) % every === 0) return
    const message = `a window of ${window} has to be a multiple of how often it is looked at`
    raise(context, ["rateBased", index, "every"], { code: "E-parameter-conflict", message, suggestion: "10s" })
  })
})

export type WafParams = z.output<typeof wafParams>

/** The level up to which rules are tried. */
export function detectionLevel({ blockingParanoia, detectionParanoia }: WafParams): number {
  return detectionParanoia ?? blockingParanoia
}

const NS_PER_SECOND = 1e9

export function windowNs(window: (typeof WINDOWS)[number]): number {
  return Number(window.slice(0, -1)) * NS_PER_SECOND
}

function raise(context: z.RefinementCtx, path: (string | number)[], mistake: Mistake): void {
  context.addIssue({ code: "custom", message: mistake.message, params: { mistake }, path })
}
