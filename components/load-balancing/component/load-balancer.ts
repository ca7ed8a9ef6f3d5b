import * as z from "zod"
import { defineComponent } from "../../kit/contract.ts"
import { componentRef, distribution } from "../../kit/schema.ts"
import { createServer, PortList } from "../../kit/server.ts"
import { serverCapacity } from "../../kit/server-capacity.ts"
import { concurrency, serverParams } from "../../kit/server-params.ts"
import { strategyChoice } from "../choice.ts"

/**
 * Passes every request, as it is, to one of the target's replicas by a strategy of its own, and the answer back. It
 * knows only the calls that go through this replica of it; timeouts and retries are policies of the link to the target.
 */
export const loadBalancer = defineComponent({
  kind: "load-balancer",
  title: "Load balancer",
  summary: "Spreads the requests for a component over its replicas.",
  sources: ["DESIGN.md, client stack"],
  layer: "network",
  params: z.strictObject({
    to: componentRef().describe("The component whose replicas it spreads requests over"),
    strategy: strategyChoice().prefault("round-robin").describe("Which replica a request goes to"),
    concurrency: concurrency().default("unlimited"),
    overhead: distribution().optional().describe("Work for each request before it is passed on; none when absent"),
    ...serverParams,
  }),
  presets: {},
  profiles: [],
  metrics: [],
  faults: ["crash", "pause", "slow"],
  offer: ({ to }) => ({ like: [to.component] }),
  calls: ({ to }) => [
    {
      to: { refersTo: "operation", component: to.component, operation: undefined },
      path: ["to"],
      conditional: false,
      detached: false,
      expected: 1,
      passesName: true,
    },
  ],
  forward: ({ to }, request) => {
    const operation = request === "" ? undefined : request
    return { to: { refersTo: "operation", component: to.component, operation }, call: 0 }
  },
  capacity: ({ concurrency: count, overhead, ...server }) => {
    const steps = overhead === undefined ? [] : [{ work: overhead }]
    return serverCapacity({ noun: "slots", count, ...server }, () => steps)
  },
  build: (context) => {
    const { params } = context
    const list = new PortList(context)
    list.portTo(params.to.component, { balance: params.strategy })
    const work =
      params.overhead === undefined ? [] : [{ do: "work" as const, time: context.distribution(params.overhead) }]
    const steps = [...work, { do: "forward" as const, name: params.to.component }]
    return {
      actor: createServer(context, { ...params, slots: params.concurrency }, [{ operation: null, steps }], { list }),
    }
  },
})
