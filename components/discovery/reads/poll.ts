import * as z from "zod"
import { duration } from "../../kit/schema.ts"
import { Poller } from "../agents/poller.ts"
import { PollDesk } from "../server/poll-desk.ts"
import { defineReads } from "./contract.ts"

const params = z.strictObject({
  interval: duration({ min: "1ms" }).prefault("30s").describe("Time from one list to the next, at each caller"),
  cache: duration()
    .prefault("30s")
    .describe("Servers hand out a copy of the list that they renew at multiples of this; 0s: the list itself"),
})

type Params = z.output<typeof params>

/**
 * Each caller fetches the whole list now and then, and servers hand out a copy of some age: two waits on top of whatever
 * it takes a server to know. A caller that reaches no server goes on with the list it has.
 */
export const poll = defineReads<Params>({
  kind: "poll",
  title: "Polling",
  summary: "Callers fetch the list at intervals, from a copy that servers renew at intervals.",
  sources: [
    "Netflix Eureka, DefaultEurekaClientConfig: getRegistryFetchIntervalSeconds 30",
    "Netflix Eureka, ResponseCacheImpl: the read-only cache is copied every 30 s, aligned to the clock",
  ],
  params,
  presets: { eureka: {} },
  serve: ({ cache }, desk) => new PollDesk(desk, cache),
  follow: ({ interval }, asking) => new Poller(asking, interval),
})
