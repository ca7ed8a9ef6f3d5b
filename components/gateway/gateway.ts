import * as z from "zod"
import type { ForwardTable, Step } from "../../engine/index.ts"
import { type BuildContext, defineComponent } from "../kit/contract.ts"
import { choice, count, distribution, rate } from "../kit/schema.ts"
import { createServer, PortList } from "../kit/server.ts"
import { serverCapacity } from "../kit/server-capacity.ts"
import { concurrency, serverParams } from "../kit/server-params.ts"
import { Gatekeeper, type GatekeeperParts } from "./gatekeeper.ts"
import { kong310 } from "./kong-3.10.ts"
import { routeFor, routesSchema } from "./routes.ts"
import { TokenBuckets } from "./token-buckets.ts"
import { tokenRate } from "./token-rate.ts"

const params = z.strictObject({
  routes: routesSchema.describe("Who answers which requests"),
  rateLimit: z
    .strictObject({
      rate: rate({ min: "1/d", max: "1000000000/s" }).describe("Tokens that come into a bucket"),
      burst: count().min(1).max(1_000_000).describe("Tokens a bucket holds; it starts full"),
      per: choice(["global", "key"]).default("global").describe("One bucket for all requests, or one for each key"),
    })
    .optional()
    .describe("Refuses requests for which there is no token. Each replica counts on its own"),
  concurrency: concurrency().default("unlimited"),
  overhead: distribution().optional().describe("Work for each request before its route is looked up; none when absent"),
  ...serverParams,
})

type GatewayParams = z.output<typeof params>

/**
 * One door for many services: finds the route of a request by its path and method, limits rates, passes it on. A
 * request that no route takes is an error and costs no token; timeouts and retries are policies of the links behind.
 */
export const gateway = defineComponent({
  kind: "gateway",
  title: "API gateway",
  summary: "Routes requests by path and method, within a rate limit.",
  sources: [
    "Kubernetes Ingress, pathType Prefix",
    "Kong: the route is found before any plugin runs; policy local counts by node",
  ],
  layer: "gateway",
  params,
  presets: {},
  profiles: [kong310],
  metrics: [
    { name: "unmatched", title: "Requests without a route", unit: "count", type: "counter" },
    { name: "limited", title: "Requests refused by the rate limit", unit: "count", type: "counter" },
  ],
  faults: ["crash", "pause", "slow"],
  offer: ({ routes }) => ({ like: routes.map(({ to }) => to.component) }),
  calls: ({ routes }) =>
    routes.map(({ to }, index) => ({
      to,
      path: ["routes", index, "to"],
      conditional: routes.length > 1,
      detached: false,
      expected: 1,
    })),
  forward: ({ routes }, request) => {
    const call = routeFor(request, routes)
    const to = routes[call]?.to
    return to === undefined ? undefined : { to, call }
  },
  passedPerSecondMax: ({ rateLimit }) =>
    rateLimit === undefined || rateLimit.per === "key" ? Number.POSITIVE_INFINITY : rateLimit.rate,
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
    steps.push({ do: "extend", argument: 0 }, { do: "forward", name: "route" })
    const plan = { ...context.params, slots }
    return { actor: createServer(context, plan, [{ operation: null, steps }], { list, extension, forwards }) }
  },
})

/** Where each route leads, by its index. */
function forwardTable(context: BuildContext<GatewayParams>, list: PortList): ForwardTable {
  const { routes } = context.params
  return {
    port: Int32Array.from(routes, ({ to }) => list.portTo(to.component)),
    operation: Int32Array.from(routes, ({ to }) => context.operations.numberOf(context.operationOf(to))),
  }
}

function gatekeeperParts({
  params: { routes, rateLimit },
  operations,
  metrics,
}: BuildContext<GatewayParams>): GatekeeperParts {
  const limit =
    rateLimit === undefined
      ? null
      : {
          buckets: new TokenBuckets(tokenRate(rateLimit.rate), rateLimit.burst),
          perKey: rateLimit.per === "key",
          limited: metrics.counter("limited"),
        }
  const byOperation = Int32Array.from({ length: operations.count }, (_, number) =>
    routeFor(operations.nameOf(number), routes),
  )
  return { routes: byOperation, unmatched: metrics.counter("unmatched"), limit }
}
