import * as z from "zod"
import { choice, duration, share } from "../../kit/schema.ts"
import { Watcher } from "../agents/watcher.ts"
import { WatchDesk } from "../server/watch-desk.ts"
import { defineReads } from "./contract.ts"

const params = z.strictObject({
  wait: duration({ min: "1ms" })
    .prefault("5m")
    .describe("A server that has nothing new answers after so long, so a caller misses it when it is gone"),
  jitter: share().prefault("0%").describe("And at random up to this share later"),
  carries: choice(["list", "notice"])
    .default("list")
    .describe("What a change brings: the list, or only the news that there is another, to be fetched"),
  from: choice(["any", "leader"]).default("any").describe("Which server answers"),
  retry: duration({ min: "1ms" }).prefault("1s").describe("After a question that no server has answered"),
})

type Params = z.output<typeof params>

/**
 * A question for changes since the one a caller knows, answered when there is one: Consul's blocking queries, and in
 * effect the watches of etcd and ZooKeeper, whose streams save the way back between two changes.
 */
export const watch = defineReads<Params>({
  kind: "watch",
  title: "Watch",
  summary: "Callers ask for changes and are answered when there is one.",
  sources: [
    "HashiCorp Consul, blocking queries: wait 5 min and up to a sixteenth more; default consistency asks the leader",
    "etcd API: a watch delivers events from any member, with the change in them",
    "ZooKeeper programmer's guide: watches are one-time triggers, and the client reads again",
    "ZooKeeper ClientCnxn: without an answer to its pings for 2/3 of the session time-out it looks for another server",
  ],
  params,
  presets: {
    consul: { wait: "5m", jitter: "6.25%", from: "leader" },
    etcd: { wait: "10m" },
    zookeeper: { wait: "20s", carries: "notice" },
  },
  serve: (params, desk, replication) => new WatchDesk(params, desk, replication),
  follow: (params, asking) => new Watcher(params, asking),
})
