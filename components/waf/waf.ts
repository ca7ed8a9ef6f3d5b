import { hashText, type Step } from "../../engine/index.ts"
import { mentionedClients, Origins } from "../kit/attackers.ts"
import { type BuildContext, defineComponent } from "../kit/contract.ts"
import { counterMetrics, countersOf } from "../kit/counters.ts"
import { passesOn } from "../kit/passing-on.ts"
import { createServer, PortList } from "../kit/server.ts"
import { ARRIVES, COUNTERS, Inspection, type InspectionParts, JUDGED, type Rule } from "./inspection.ts"
import { detectionLevel, SEVERITIES, type WafParams, wafParams, windowNs } from "./parameters.ts"
import * as profiles from "./profiles.ts"
import { RateRule } from "./rate-rule.ts"

const TITLES: Readonly<Record<(typeof COUNTERS)[number], string>> = {
  inspected: "Requests that were looked at",
  skipped: "Requests that passed unseen, by sampling",
  blocked: "Requests refused for their points",
  truePositives: "Attacks at the threshold or above",
  falsePositives: "Other requests at the threshold or above",
  falseNegatives: "Attacks below the threshold or unseen",
  trueNegatives: "Other requests below the threshold",
  detectedOnly: "Requests that rules above the blocking level would have refused",
  rateRefused: "Requests refused by a rate-based rule",
  rateRefusedBenign: "Of these, no attacks",
}

const counters = counterMetrics(COUNTERS, TITLES)

/**
 * Looks at requests before it passes them on: each rule that matches gives points, and enough of them refuse the request
 * (anomaly scoring, as in CRS 4). Requests have no content here: a rule matches with a chance, one for attacks and one
 * for all else, each rule for itself. Answers are not looked at. In the mode `detect` the counts are the same and
 * everything passes. Each replica counts rates by itself.
 */
export const waf = defineComponent<WafParams>({
  kind: "waf",
  title: "Web application firewall",
  summary: "Refuses requests that look like attacks: rules with points and cost, false alarms, limits on rates.",
  sources: [
    "OWASP CRS 4, crs-setup.conf.example: 5, 4, 3 and 2 points, threshold 5, paranoia levels, sampling_percentage",
    "AWS WAF Developer Guide, Rate-based rule high-level settings: 60, 120, 300 or 600 s, limit from 10, not exact",
  ],
  layer: "edge",
  params: wafParams,
  presets: {},
  profiles: Object.values(profiles),
  metrics: [
    ...counters,
    {
      name: "precision",
      title: "Attacks among those found",
      unit: "share",
      type: "ratio",
      part: "truePositives",
      of: ["truePositives", "falsePositives"],
    },
  ],
  faults: ["crash", "pause", "slow"],
  ...passesOn("to", 0),
  knows: ({ attackers, malicious }) => [
    ...mentionedClients(attackers, "attackers"),
    ...Object.keys(malicious).map((name) => ({
      of: "request" as const,
      name,
      path: ["malicious", name],
      isKey: true,
    })),
  ],
  capacity: (the) => {
    // By size comes on top; who is refused by rate or passes unseen costs nothing.
    const holdNs = () =>
      the.rateBased.length > 0 ? 0 : (the.sampling * costOf(the).baseNs) / Math.max(1, ...(the.speeds ?? []))
    const count = the.concurrency === "unlimited" ? Number.POSITIVE_INFINITY : the.concurrency
    const slots = { noun: "slots", count, holdNs }
    return the.cpu === undefined ? [slots] : [slots, { noun: "cores", count: the.cpu.cores, holdNs }]
  },
  build: (context) => {
    const { params } = context
    const list = new PortList(context)
    list.portTo(params.to.component)
    const cost = costOf(params)
    const work: Step[] = cost.baseNs + cost.perByteNs > 0 ? [{ do: "work-on-bytes", ...cost }] : []
    const steps: Step[] = [
      { do: "extend", argument: ARRIVES },
      { do: "unless-found", steps: [...work, { do: "extend", argument: JUDGED }] },
      { do: "forward", name: params.to.component },
    ]
    const extension = new Inspection(context.sim, inspectionParts(context))
    const plan = { ...params, slots: params.concurrency }
    return { actor: createServer(context, plan, [{ operation: null, steps }], { list, extension }) }
  },
})

const BYTES_PER_KIB = 1024

/** What all rules that are tried cost together, whoever blocks. */
function costOf(the: WafParams): { readonly baseNs: number; readonly perByteNs: number } {
  const tried = Object.values(the.rules).filter(({ paranoia }) => paranoia <= detectionLevel(the))
  return {
    baseNs: tried.reduce((sum, { cost }) => sum + cost, 0),
    perByteNs: tried.reduce((sum, { costPerKiB }) => sum + costPerKiB, 0) / BYTES_PER_KIB,
  }
}

function inspectionParts(context: BuildContext<WafParams>): InspectionParts {
  const { params: the, sim, operations, metrics } = context
  const names = Array.from({ length: operations.count }, (_, number) => operations.nameOf(number))
  return {
    origins: new Origins(sim, (actor) => context.componentOf(actor), the.attackers),
    names: Int32Array.from(names, (name) => hashText(name, 0)),
    malicious: Float64Array.from(names, (name) =>
      Object.hasOwn(the.malicious, name) ? (the.malicious[name] ?? 0) : 0,
    ),
    maliciousLuck: context.keyed("malicious"),
    rules: rulesOf(context),
    threshold: the.threshold,
    sampling: the.sampling,
    samplingLuck: context.keyed("sampling"),
    blocks: the.mode === "block",
    rateRules: the.rateBased.map(({ limit, window, every, lag, per }) => ({
      rule: new RateRule({ limit, windowNs: windowNs(window), everyNs: every, lagNs: lag }),
      perKey: per === "key",
    })),
    count: countersOf(COUNTERS, metrics),
  }
}

/** A rule's luck is named by the rule, so that another rule changes nothing of it. */
function rulesOf(context: BuildContext<WafParams>): readonly Rule[] {
  const { params: the } = context
  return Object.entries(the.rules)
    .filter(([, { paranoia }]) => paranoia <= detectionLevel(the))
    .map(([name, { severity, paranoia, attacks, benign }]) => ({
      points: SEVERITIES[severity],
      blocks: paranoia <= the.blockingParanoia,
      attacks,
      benign,
      luck: context.keyed(`rule ${name}`),
    }))
}
