import * as z from "zod"
import { defineComponent } from "../kit/contract.ts"
import { buildClient } from "./build.ts"
import { loadSchema } from "./load-schema.ts"
import { offeredPerSecond } from "./offered-rate.ts"
import { operationNames } from "./operation-names.ts"
import { classNames, loadCalls } from "./request-classes.ts"

/**
 * Where requests come from: users, devices, jobs. What it sends is the document's `load`.
 * Wrong for a caller inside the estate whose requests follow from others: that is a service.
 */
export const client = defineComponent({
  kind: "client",
  title: "Client",
  summary: "Sends requests, open (arrivals) or closed (users who wait), and measures what its users see.",
  sources: ["B. Schroeder, A. Wierman, M. Harchol-Balter, Open Versus Closed: A Cautionary Tale, NSDI 2006"],
  layer: "client",
  params: z.strictObject({}),
  load: loadSchema,
  presets: {},
  profiles: [],
  metrics: [
    { name: "offered", title: "Requests sent", unit: "count", type: "counter" },
    { name: "completed", title: "Requests ended", unit: "count", type: "counter" },
    { name: "succeeded", title: "Requests answered ok", unit: "count", type: "counter" },
    { name: "inFlight", title: "Requests in flight", unit: "count", type: "level" },
    { name: "latency", title: "Latency of requests answered ok", unit: "ns", type: "latency" },
  ],
  faults: [],
  editing: {
    fresh: {},
    freshLoad: { open: "poisson 10/s", to: "{to}" },
    calls: { in: "load", path: ["to"], names: "operation", goesWith: [["mix", "*"], []] },
  },
  offer: () => ({ own: [], fallback: undefined }),
  calls: (_params, load) => loadCalls(load),
  classes: (load, operationOf) => classNames(load, operationOf),
  mentions: (_params, load) => operationNames(load),
  offeredPerSecond: (load, resolve) => offeredPerSecond(load, resolve),
  capacity: () => [],
  build: buildClient,
})
