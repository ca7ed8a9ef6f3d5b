import * as z from "zod"
import { NS_PER_MS, NS_PER_S } from "../../../engine/index.ts"
import type { Mistake } from "../../kit/mistake.ts"
import { duration } from "../../kit/schema.ts"
import { defineLiveness, type LeaseContext } from "./contract.ts"

/** A server grants sessions between these (minSessionTimeout, maxSessionTimeout). */
const TICKS_MIN = 2
const TICKS_MAX = 20

const params = z
  .strictObject({
    tick: duration({ min: "1ms" }).prefault("2s").describe("Sessions end at multiples of this"),
    timeout: duration({ min: "1ms" })
      .prefault("30s")
      .describe("How long a session lives without a ping: 2 to 20 ticks (default: zkCli)"),
    separateBeat: z
      .boolean()
      .default(true)
      .describe("Pings come from a thread of their own, which goes on while the replica hangs"),
  })
  .superRefine(({ tick, timeout }, context) => {
    const granted = Math.min(Math.max(timeout, TICKS_MIN * tick), TICKS_MAX * tick)
    if (granted === timeout) return
    const suggestion = `${granted / NS_PER_MS}ms`
    const message = `a server grants sessions of ${TICKS_MIN} to ${TICKS_MAX} ticks, so this one would be ${suggestion}`
    const mistake: Mistake = { code: "E-parameter-conflict", message, suggestion }
    context.addIssue({ code: "custom", message, path: ["timeout"], params: { mistake } })
  })

type Params = z.output<typeof params>

/** The client pings at half of its read time-out, which is two thirds of the session's; at least every 10 s. */
const PINGS_PER_TIMEOUT = 3
const PING_NS_MAX = 10 * NS_PER_S
/** ClientCnxn waits up to 1 s before it connects anew; chosen: 1 s. */
const RETRY_NS = NS_PER_S

/**
 * ZooKeeper's way: sessions end in buckets of a tick, so a replica that dies is there for its timeout and up to a tick
 * more from its last ping on. A follower passes pings on at once; ZooKeeper's do so with their own, every half tick.
 */
export const session = defineLiveness<Params, null>({
  kind: "session",
  title: "Session",
  summary: "Replicas ping; the leader ends the sessions of a whole tick at once, and their entries with them.",
  sources: [
    "ZooKeeper administrator's guide: tickTime 2000, minSessionTimeout 2 ticks, maxSessionTimeout 20 ticks",
    "ZooKeeper ExpiryQueue.roundToNextInterval: (time / interval + 1) x interval",
    "ZooKeeper ClientCnxn: readTimeout = sessionTimeout x 2 / 3, pings at half of it and at least every 10 s",
  ],
  params,
  presets: { zookeeper: {} },
  duty: ({ timeout, separateBeat }) => ({
    kind: "beat",
    everyNs: Math.min(Math.floor(timeout / PINGS_PER_TIMEOUT), PING_NS_MAX),
    retryNs: RETRY_NS,
    isSeparate: separateBeat,
  }),
  sweepNs: ({ tick }) => tick,
  isAligned: true,
  state: () => null,
  goodUntilNs,
  granted: extend,
  renewed: extend,
  left: () => {
    // Nothing is counted.
  },
  sweep: ({ leases, now }) => [...leases].filter(([, untilNs]) => untilNs <= now).map(([host]) => host),
  tookOver: (context, hosts) => {
    for (const host of hosts) extend(context, host)
  },
})

function extend({ params, leases, now }: LeaseContext<Params, null>, host: number): void {
  leases.set(host, goodUntilNs(params, now))
}

function goodUntilNs({ tick, timeout }: Params, heardNs: number): number {
  return (Math.floor((heardNs + timeout) / tick) + 1) * tick
}
