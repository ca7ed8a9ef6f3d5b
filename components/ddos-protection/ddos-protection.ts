import { LOST, REJECTED, type Step } from "../../engine/index.ts"
import { mentionedClients, Origins } from "../kit/attackers.ts"
import { type BuildContext, defineComponent } from "../kit/contract.ts"
import { counterMetrics, countersOf } from "../kit/counters.ts"
import { passesOn } from "../kit/passing-on.ts"
import { createServer, PortList } from "../kit/server.ts"
import { queueParams } from "../kit/server-params.ts"
import type { DetectorLimits } from "./detector.ts"
import { type DdosParams, ddosParams } from "./parameters.ts"
import { Pipe } from "./pipe.ts"
import * as profiles from "./profiles.ts"
import { COUNTERS, PASS_PIPE, SCRUB, Scrubbing, type ScrubbingParts } from "./scrubbing.ts"

const TITLES: Readonly<Record<(typeof COUNTERS)[number], string>> = {
  attackSeen: "Requests of the attack that came by",
  attackScrubbed: "Of these, dropped",
  benignSeen: "Other requests that came by",
  benignScrubbed: "Of these, dropped with the attack",
  attackLost: "Requests of the attack that did not fit into the pipe",
  benignLost: "Other requests that did not fit into the pipe",
  detections: "Attacks found",
  recoveries: "Times scrubbing ended",
}

const counters = counterMetrics(COUNTERS, TITLES)

/**
 * Watches the rates of what comes in, finds out after some time that they are an attack's, and then drops most of the
 * attack and a little of the rest, until rates have been low for a while. It cannot see an attack that stays below its
 * limits, and takes a rush of customers for one. Answers are not looked at, and do not go through the pipe. Each
 * replica has a detector and a pipe of its own.
 */
export const ddosProtection = defineComponent<DdosParams>({
  kind: "ddos-protection",
  title: "DDoS protection",
  summary: "Detects floods by their rate, and scrubs them, late and with losses; the pipe they fill.",
  sources: [
    "Juniper, Junos: flow-detect-time 3 s, flow-recover-time 60 s, flow-timeout-time 300 s",
    "AWS Shield Advanced: a baseline takes 24 hours to 30 days",
    "Cloudflare docs, Advanced DDoS systems: burst thresholds are five times the rate learned over seven days",
  ],
  layer: "edge",
  params: ddosParams,
  presets: {},
  profiles: Object.values(profiles),
  metrics: [
    ...counters,
    { name: "timeToMitigate", title: "From the first high rate to the scrubbing", unit: "ns", type: "latency" },
  ],
  faults: ["crash", "pause"],
  ...passesOn("to", 0, { requestsAbove: "1000/s" }),
  knows: ({ attackers }) => mentionedClients(attackers, "attackers"),
  capacity: () => [],
  build: (context) => {
    const { params } = context
    const list = new PortList(context)
    list.portTo(params.to.component)
    const scrub: Step = { do: "extend", argument: SCRUB }
    const pipe: Step = { do: "extend", argument: PASS_PIPE }
    const guarded = params.place === "before-pipe" ? [scrub, pipe] : [pipe, scrub]
    const steps: Step[] = [...guarded, { do: "forward", name: params.to.component }]
    const extension = new Scrubbing(context.sim, scrubbingParts(context))
    const plan = { slots: "unlimited" as const, queue: queueParams.parse({}) }
    return { actor: createServer(context, plan, [{ operation: null, steps }], { list, extension }) }
  },
})

function scrubbingParts(context: BuildContext<DdosParams>): ScrubbingParts {
  const { params: the, sim, metrics } = context
  return {
    origins: new Origins(sim, (actor) => context.componentOf(actor), the.attackers),
    limits: limitsOf(the),
    baseline: the.baseline ?? 0,
    perKey: the.per === "key",
    scrubs: the.scrubs,
    collateral: the.collateral,
    luck: context.keyed("scrubbing"),
    dropped: the.answers === "lost" ? LOST : REJECTED,
    pipe: the.pipe === undefined ? null : new Pipe(the.pipe.bandwidth, the.pipe.buffer),
    count: countersOf(COUNTERS, metrics),
    timeToMitigate: metrics.latency("timeToMitigate"),
  }
}

/** Chosen: long enough to even out a minute's ups and downs, short enough for a run. */
const LEARNS_NS = 600e9

function limitsOf(the: DdosParams): DetectorLimits {
  return {
    windowNs: the.window,
    requestsAbove: the.requestsAbove ?? Number.POSITIVE_INFINITY,
    bytesAbove: the.bytesAbove ?? Number.POSITIVE_INFINITY,
    baselineTimes: the.baselineTimes ?? Number.POSITIVE_INFINITY,
    learnsNs: the.learns ?? LEARNS_NS,
    confirmNs: the.confirm,
    mitigationDelayNs: the.mitigationDelay,
    holdDownNs: the.holdDown,
    timeoutNs: the.timeout ?? Number.POSITIVE_INFINITY,
  }
}
