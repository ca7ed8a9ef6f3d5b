import * as z from "zod"
import type { ForwardTable, Step } from "../../engine/index.ts"
import { type BuildContext, defineComponent } from "../kit/contract.ts"
import { distribution } from "../kit/schema.ts"
import { createServer, PortList } from "../kit/server.ts"
import { serverCapacity } from "../kit/server-capacity.ts"
import { concurrency, serverParams } from "../kit/server-params.ts"
import { AT_ENTRY, Gatekeeper, type GatekeeperParts } from "./gatekeeper.ts"
import { kong310 } from "./kong-3.10.ts"
import {
  buildLimit,
  inOrder,
  limitedPerSecondMax,
  limitMetrics,
  limitsSchema,
  sharedChecks,
  storeCalls,
} from "./limits.ts"
import { anyRequest, routeFor, routesSchema } from "./routes.ts"

const params = z.strictObject({
  routes: routesSchema.describe("Who answers which requests"),
  limits: limitsSchema
    .prefault([])
    .describe("Rate limits, all of which a request has to pass; one that refuses spares those after it"),
  concurrency: concurrency().default("unlimited"),
  overhead: distribution().optional().describe("Work for each request before its route is looked up; none when absent"),
  ...serverParams,
})

type GatewayParams = z.output<typeof params>

/**
 * One door for many services: finds the route of a request by its path and method, limits rates, passes it on. A
 * request that no route takes is an error and counts for no limit; timeouts and retries are policies of the links behind.
 */
export const gateway = defineComponent({
  kind: "gateway",
  title: "API gateway",
  summary: "Routes requests by path and method, within rate limits.",
  sources: [
    "Kubernetes Ingress, pathType Prefix",
    "Kong: the route is found before any plugin runs; policy local counts by node",
  ],
  layer: "gateway",
  params,
  presets: {},
  profiles: [kong310],
  metrics: [{ name: "unmatched", title: "Requests without a route", unit: "count", type: "counter" }, ...limitMetrics],
  faults: ["crash", "pause", "slow"],
  offer: ({ routes }) => ({ any: true, fallback: anyRequest(routes) }),
  calls: ({ routes, limits }) => [
    ...routes.map(({ to }, index) => ({
      to,
      path: ["routes", index, "to"],
      conditional: routes.length > 1,
      detached: false,
      expected: 1,
    })),
    ...storeCalls(limits),
  ],
  forward: ({ routes, limits }, request) => {
    const call = routeFor(request, routes)
    const to = routes[call]?.to
    const before = storeCalls(limits).map((_, index) => routes.length + index)
    return to === undefined ? undefined : { to, call, before }
  },
  passedPerSecondMax: ({ limits }) => limitedPerSecondMax(limits),
  capacity: ({ concurrency: count, overhead, ...server }) => {
    const steps = overhead === undefined ? [] : [{ work: overhead }]
    return serverCapacity({ noun: "slots", count, ...server }, () => steps)
  },
  build: (context) => {
    const list = new PortList(context)
    const forwards = forwardTable(context, list)
    const extension = new Gatekeeper(context.sim, gatekeeperParts(context))
    const { overhead, concurrency: slots } = context.params
    const steps: Step[] = overhead === undefined ? [] : [{ do: "work", time: context.distribution(overhead) }]
    steps.push({ do: "extend", argument: AT_ENTRY }, ...sharedChecks(context, list), { do: "forward", name: "route" })
    const plan = { ...context.params, slots }
    return { actor: createServer(context, plan, [{ operation: null, steps }], { list, extension, forwards }) }
  },
})

/** Where each operation leads, by its number; 0 where no route takes it. */
function forwardTable(context: BuildContext<GatewayParams>, list: PortList): ForwardTable {
  const { operations } = context
  const { routes } = context.params
  const ports = routes.map(({ to }) => list.portTo(to.component))
  const port = new Int32Array(operations.count)
  const operation = new Int32Array(operations.count)
  for (let number = 0; number < operations.count; number++) {
    const name = operations.nameOf(number)
    const route = routeFor(name, routes)
    const to = routes[route]?.to
    if (to === undefined) continue
    port[number] = ports[route] ?? 0
    operation[number] = operations.numberOf(context.operationOf(to, name))
  }
  return { port, operation }
}

function gatekeeperParts(context: BuildContext<GatewayParams>): GatekeeperParts {
  const { params, operations, metrics } = context
  const { own, shared } = inOrder(params.limits)
  const taken = Uint8Array.from({ length: operations.count }, (_, number) =>
    routeFor(operations.nameOf(number), params.routes) < 0 ? 0 : 1,
  )
  return {
    taken,
    unmatched: metrics.counter("unmatched"),
    own: own.map((plan, index) => buildLimit(plan, `own ${index}`, context)),
    shared: shared.map((plan, index) => buildLimit(plan, `shared ${index}`, context)),
    metrics:
      params.limits.length === 0
        ? null
        : {
            limited: metrics.counter("limited"),
            retryAfter: metrics.latency("retryAfter"),
            storeFailures: metrics.counter("storeFailures"),
          },
  }
}
