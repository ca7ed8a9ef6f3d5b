import * as z from "zod"
import { carryAnswer, type ForwardTable, type Frame, type Step } from "../../engine/index.ts"
import { type BuildContext, defineComponent } from "../kit/contract.ts"
import type { InsideView } from "../kit/inside.ts"
import type { Mistake } from "../kit/mistake.ts"
import { choice, distribution } from "../kit/schema.ts"
import { createServer, PortList } from "../kit/server.ts"
import { serverCapacity } from "../kit/server-capacity.ts"
import { concurrency, serverParams } from "../kit/server-params.ts"
import { AnswerListener } from "./answer-listener.ts"
import { Answering } from "./answering.ts"
import { Freshness } from "./freshness.ts"
import { limitsSchema } from "./limits.ts"
import {
  buildPipeline,
  mayAnswer,
  ORDERS,
  pipelineCalls,
  pipelinePerSecondMax,
  pipelineWork,
  type RouteLookup,
  strangers,
} from "./pipeline.ts"
import { PLUGINS, pluginChoice } from "./plugins/choice.ts"
import { awsApiGateway } from "./profiles/aws-api-gateway.ts"
import { envoy131 } from "./profiles/envoy-1.31.ts"
import { kong310 } from "./profiles/kong-3.10.ts"
import { nginx131 } from "./profiles/nginx-1.31.ts"
import { traefik3 } from "./profiles/traefik-3.ts"
import { anyRequest, routeFor, routesSchema } from "./routes.ts"
import { routingChoice } from "./routing/choice.ts"

/** Plug-ins of one gateway (chosen). */
const pluginsMax = 32

const shape = z.strictObject({
  routes: routesSchema.describe("Who answers which requests"),
  routing: routingChoice().prefault("kubernetes").describe("Which of several routes that fit takes a request"),
  limits: limitsSchema
    .prefault([])
    .describe("Rate limits, all of which a request has to pass; the same as a plug-in rate-limiting before all others"),
  plugins: z
    .array(pluginChoice())
    .max(pluginsMax)
    .prefault([])
    .describe("What is done with a request before it is passed on; whoever refuses it spares those after"),
  order: choice(ORDERS)
    .default("listed")
    .describe("In which order plug-ins are carried out: as listed, or as this product does it however they are listed"),
  concurrency: concurrency().default("unlimited"),
  overhead: distribution().optional().describe("Work for each request before its route is looked up; none when absent"),
  ...serverParams,
})

/** A product with an order of its own has only the plug-ins that have a place in it. */
const params = shape.superRefine((the, context) => {
  for (const { plugin, path } of strangers(the)) {
    const message = `${plugin.kind} has no place in the order of ${the.order}: ${the.order} has none such`
    const mistake: Mistake = { code: "E-parameter-conflict", message }
    context.addIssue({ code: "custom", message, params: { mistake }, path: [...path] })
  }
})

type GatewayParams = z.output<typeof params>

/**
 * One door for many services: finds the route of a request by its host, path, method and headers, lets each plug-in have
 * its say, and passes it on. A request that no route takes is an error before any plug-in. Timeouts and retries are
 * policies of the links behind.
 */
export const gateway = defineComponent({
  kind: "gateway",
  title: "API gateway",
  summary: "Routes requests by host, path, method and headers, through plug-ins in a product's order.",
  sources: [
    "Kong: the route is found before any plug-in runs, and plug-ins run by PRIORITY, the highest first",
    "nginx: phases preaccess (limit_req), access (auth_jwt, auth_request), content",
    "Kong: policy local counts by node",
    "RFC 9111 §5.2.2 and RFC 5861: max-age, s-maxage, no-store, stale-while-revalidate",
  ],
  layer: "gateway",
  params,
  presets: {},
  profiles: [awsApiGateway, envoy131, kong310, nginx131, traefik3],
  metrics: [
    { name: "unmatched", title: "Requests without a route", unit: "count", type: "counter" },
    ...[...PLUGINS.values()].flatMap(({ metrics }) => metrics),
  ],
  faults: ["crash", "pause", "slow"],
  editing: {
    fresh: { routes: [{ prefix: "/", to: "{to}" }] },
    calls: { in: "params", path: ["routes"], names: "operation", item: { prefix: "/{name}", to: "{to}" } },
  },
  offer: ({ routes }) => ({ any: true, fallback: anyRequest(routes) }),
  calls: ({ routes, ...the }) => [
    ...routes.map(({ to }, index) => ({
      to,
      path: ["routes", index, "to"],
      conditional: routes.length > 1 || mayAnswer(the),
      detached: false,
      expected: mayAnswer(the) ? 0 : 1,
    })),
    ...pipelineCalls(the),
  ],
  forward: ({ routes, routing, ...the }, request) => {
    const call = routeFor(request, routes, routing)
    const to = routes[call]?.to
    const before = pipelineCalls(the).map((_, index) => routes.length + index)
    return to === undefined ? undefined : { to, call, before }
  },
  passedPerSecondMax: (the) => pipelinePerSecondMax(the),
  capacity: ({ concurrency: count, overhead, ...the }) => {
    const steps = [...(overhead === undefined ? [] : [{ work: overhead }]), ...pipelineWork(the)]
    return serverCapacity({ noun: "slots", count, cpu: the.cpu, speeds: the.speeds }, () => steps)
  },
  build: (context) => {
    const list = new PortList(context)
    const forwards = forwardTable(context, list)
    const { params: the, sim } = context
    const freshness = freshnessOf(context)
    const site = { context, list, lookup: lookupOf(context), freshness }
    const { pipeline, steps, back, resizes } = buildPipeline(the, site)
    const first: Step[] = the.overhead === undefined ? [] : [{ do: "work", time: context.distribution(the.overhead) }]
    const all: Step[] = [...first, ...steps, { do: "forward", name: "route" }, ...back]
    const goesOn = back.length > 0
    const extension = freshness === null && !goesOn ? pipeline : new Answering(pipeline, freshness, goesOn)
    const plan = { ...the, slots: the.concurrency }
    const server = createServer(context, plan, [{ operation: null, steps: all }], { list, extension, forwards })
    const inside = (view: InsideView) => pipeline.inside(view)
    if (!pipeline.listens && !resizes) return { actor: server, inside }
    const answered = (request: Frame, call: Frame) => {
      if (resizes) carryAnswer(sim.frames, call, request)
      pipeline.answered(request)
    }
    return { actor: new AnswerListener(sim, server, { answered }), inside }
  },
})

/** What the answers to each operation say by its route; null where no route says anything. */
function freshnessOf({ sim, params: { routes, routing }, operations }: BuildContext<GatewayParams>): Freshness | null {
  if (routes.every((route) => route.freshness === undefined)) return null
  const planOf = (number: number) => routes[routeFor(operations.nameOf(number), routes, routing)]?.freshness
  return new Freshness(
    sim,
    Array.from({ length: operations.count }, (_, number) => planOf(number)),
  )
}

/** Where each operation leads, by its number; 0 where no route takes it. */
function forwardTable(context: BuildContext<GatewayParams>, list: PortList): ForwardTable {
  const { operations } = context
  const { routes, routing } = context.params
  const ports = routes.map(({ to }) => list.portTo(to.component))
  const port = new Int32Array(operations.count)
  const operation = new Int32Array(operations.count)
  for (let number = 0; number < operations.count; number++) {
    const name = operations.nameOf(number)
    const route = routeFor(name, routes, routing)
    const to = routes[route]?.to
    if (to === undefined) continue
    port[number] = ports[route] ?? 0
    operation[number] = operations.numberOf(context.operationOf(to, name))
  }
  return { port, operation }
}

function lookupOf({ params: { routes, routing }, operations, metrics }: BuildContext<GatewayParams>): RouteLookup {
  const taken = Uint8Array.from({ length: operations.count }, (_, number) =>
    routeFor(operations.nameOf(number), routes, routing) < 0 ? 0 : 1,
  )
  return { taken, unmatched: metrics.counter("unmatched") }
}
