import * as z from "zod"
import { choosingFields, probesOfChoosing } from "../../kit/choosing.ts"
import { defineComponent } from "../../kit/contract.ts"
import type { Mistake } from "../../kit/mistake.ts"
import { passesOn } from "../../kit/passing-on.ts"
import { choice, componentRef, distribution } from "../../kit/schema.ts"
import { createServer, PortList } from "../../kit/server.ts"
import { serverCapacity } from "../../kit/server-capacity.ts"
import { concurrency, serverParams } from "../../kit/server-params.ts"
import { tls } from "../../kit/tls.ts"
import { slowStartMistake, strategyChoice } from "../choice.ts"
import * as profiles from "../profiles.ts"

const noSecondTry: Mistake = {
  code: "E-parameter-conflict",
  message: "a connection that has its replica keeps it: with layer l4 there is no next upstream for a request",
}

const balancerParams = z
  .strictObject({
    to: componentRef().describe("The component whose replicas it spreads requests over"),
    strategy: strategyChoice().prefault("round-robin").describe("Which replica a request goes to"),
    concurrency: concurrency().default("unlimited"),
    overhead: distribution().optional().describe("Work for each request before it is passed on; none when absent"),
    layer: choice(["l4", "l7"])
      .default("l7")
      .describe("Chooses once for each connection of a caller, or for each request"),
    tls: tls(),
    ...choosingFields,
    ...serverParams,
  })
  .superRefine(({ strategy, slowStart, layer, nextUpstream }, context) => {
    const rising = slowStart === undefined ? undefined : slowStartMistake(strategy)
    if (rising !== undefined) refuse(context, "slowStart", rising)
    if (layer === "l4" && nextUpstream !== undefined) refuse(context, "nextUpstream", noSecondTry)
  })

/**
 * Passes every request, as it is, to one of the target's replicas by a strategy and rules of its own, and the answer
 * back. It knows only the calls that go through this replica of it; timeouts are policies of the link to the target.
 */
export const loadBalancer = defineComponent<z.output<typeof balancerParams>>({
  kind: "load-balancer",
  title: "Load balancer",
  summary: "Spreads the requests for a component over its replicas.",
  sources: [
    "Envoy docs, upstream/load_balancing: strategies, priorities, panic, localities, slow start",
    "nginx, ngx_http_upstream_module and ngx_http_proxy_module: backup, max_fails, proxy_next_upstream",
    "Linkerd, gRPC load balancing on Kubernetes without tears: connections that stay where they are",
  ],
  layer: "network",
  params: balancerParams,
  presets: {},
  profiles: Object.values(profiles),
  metrics: [],
  faults: ["crash", "pause", "slow"],
  ...passesOn("to", 1),
  seesConnections: ({ layer, tls }) => (layer === "l4" ? "layer" : tls && "tls"),
  choosesIn: ({ to, locality }) => ({ component: to.component, locality }),
  probes: (params) => probesOfChoosing(params),
  balances: true,
  capacity: ({ concurrency: count, overhead, ...server }) => {
    const steps = overhead === undefined ? [] : [{ work: overhead }]
    return serverCapacity({ noun: "slots", count, ...server }, () => steps)
  },
  build: (context) => {
    const { params } = context
    const list = new PortList(context)
    const { strategy, layer, health, outliers, nextUpstream, slowStart, panic, priorities, locality } = params
    const rules = { health, outliers, nextUpstream, slowStart, panic, priorities, locality }
    list.portTo(params.to.component, { balance: strategy, byConnection: layer === "l4", rules })
    const work =
      params.overhead === undefined ? [] : [{ do: "work" as const, time: context.distribution(params.overhead) }]
    const steps = [...work, { do: "forward" as const, name: params.to.component }]
    return {
      actor: createServer(context, { ...params, slots: params.concurrency }, [{ operation: null, steps }], { list }),
    }
  },
})

function refuse(context: z.RefinementCtx, parameter: string, mistake: Mistake): void {
  context.addIssue({ code: "custom", message: mistake.message, path: [parameter], params: { mistake } })
}
