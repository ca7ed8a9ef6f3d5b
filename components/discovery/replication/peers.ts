import * as z from "zod"
import { duration } from "../../kit/schema.ts"
import { PeerGroup } from "../server/peer-group.ts"
import { defineReplication } from "./contract.ts"

const params = z.strictObject({
  batch: duration().prefault("500ms").describe("Changes for another server are collected for so long"),
  retry: duration({ min: "1ms" }).prefault("1s").describe("After a batch that another server did not take"),
  giveUp: duration().prefault("30s").describe("A batch that another server has not taken by then is dropped"),
})

type Params = z.output<typeof params>

/**
 * Every server takes every change and tells the others afterwards: there is always somebody who answers, and no two
 * servers need ever know the same. A server that was cut off evicts those whose renewals reach only the others.
 */
export const peers = defineReplication<Params>({
  kind: "peers",
  title: "Peers",
  summary: "Each server takes changes and passes them on to the others in batches; nobody agrees on anything.",
  sources: [
    "Netflix Eureka, PeerEurekaNode: batches of at most 500 ms, 1 s after a server was unavailable",
    "Netflix Eureka, DefaultEurekaServerConfig: getMaxTimeForReplication 30 s",
    "Netflix Eureka, PeerAwareInstanceRegistryImpl.syncUp: a server that comes up takes over what a peer knows",
  ],
  params,
  presets: { eureka: {}, kubernetes: { batch: "0ms" } },
  keepsKeys: false,
  make: (params, desk) => new PeerGroup(params, desk),
})
