import * as z from "zod"
import { NS_PER_S, uniform01 } from "../../../engine/index.ts"
import { count, duration, share } from "../../kit/schema.ts"
import { defineLiveness, type LeaseContext } from "./contract.ts"

const params = z.strictObject({
  heartbeat: duration({ min: "1ms" }).prefault("30s").describe("Time between two renewals by a replica"),
  lease: duration({ min: "1ms" })
    .prefault("90s")
    .describe("How long an entry is good for; twice as long once it was renewed, as in Eureka"),
  evictEvery: duration({ min: "1ms" }).prefault("60s").describe("How often servers look for entries that ran out"),
  selfPreservation: z
    .boolean()
    .default(true)
    .describe("Evicts nobody while fewer renewals come in than should: the network may be at fault"),
  renewalShare: share()
    .prefault("85%")
    .describe("The renewals of a minute have to be above this share; at most the rest of all entries goes at a time"),
  clientsMore: count()
    .default(1)
    .describe("Renewing clients that a server expects beyond those registered (default: Spring Cloud)"),
  separateBeat: z
    .boolean()
    .default(true)
    .describe("Renewals come from a thread of their own, which goes on while the replica hangs"),
})

type Params = z.output<typeof params>

/** Clients that renew, as the server believes; when it last counted them; renewals by minute, of the latest two. */
type State = { expected: number; countedNs: number; minute: number; renewals: number; before: number }

type Context = LeaseContext<Params, State>

const MINUTE_NS = 60 * NS_PER_S
/** Eureka counts its clients anew every 15 minutes (renewalThresholdUpdateIntervalMs). */
const COUNT_EVERY_NS = 15 * MINUTE_NS

/**
 * Netflix Eureka's way. A server that misses renewals doubts itself before it doubts its clients, so a small estate
 * never evicts anybody: with 3 clients it expects 4, wants more than 6 renewals a minute, and gets 6. With 6 or more, the
 * one too many is forgotten after a quarter of an hour.
 */
export const evictedLease = defineLiveness<Params, State>({
  kind: "evicted-lease",
  title: "Lease with self-preservation",
  summary: "Replicas renew; servers evict in passes, and not at all when many renewals are missing.",
  sources: [
    "Netflix Eureka, DefaultEurekaClientConfig: heartbeat 30 s; LeaseInfo: duration 90 s",
    "Netflix Eureka, Lease.renew: 'The expiry will be for duration + evictionTime', hence 2 x 90 s after a renewal",
    "Netflix Eureka, AbstractInstanceRegistry: evict (60 s, at most size - trunc(0.85 size), in random order)",
    "Netflix Eureka, PeerAwareInstanceRegistryImpl: isLeaseExpirationEnabled, updateRenewalThreshold (0.85, 15 min)",
    "Spring Cloud Netflix: expectedNumberOfClientsSendingRenews starts at 1",
  ],
  params,
  presets: { eureka: {} },
  duty: ({ heartbeat, separateBeat }) => ({
    kind: "beat",
    everyNs: heartbeat,
    retryNs: Infinity,
    isSeparate: separateBeat,
  }),
  sweepNs: ({ evictEvery }) => evictEvery,
  isAligned: false,
  state: ({ clientsMore }) => ({ expected: clientsMore, countedNs: 0, minute: 0, renewals: 0, before: 0 }),
  goodUntilNs,
  granted: ({ params, state, leases, now }, host, wasThere) => {
    if (!wasThere) state.expected++
    leases.set(host, now + params.lease)
  },
  renewed: (context, host) => {
    countMinutes(context)
    context.state.renewals++
    context.leases.set(host, goodUntilNs(context.params, context.now))
  },
  left: ({ state }) => {
    if (state.expected > 0) state.expected--
  },
  sweep: (context) => {
    countMinutes(context)
    if (context.now >= context.state.countedNs + COUNT_EVERY_NS) countClients(context)
    if (context.params.selfPreservation && !isRenewedEnough(context)) return []
    return someOf(context, runOut(context))
  },
  tookOver: (context, hosts) => {
    const { state, params, leases, now } = context
    for (const host of hosts) leases.set(host, goodUntilNs(params, now))
    // As if it had been counting all the while.
    state.expected = hosts.length + params.clientsMore
    countClients(context)
    countMinutes(context)
    state.before = hosts.length * perMinute(params)
  },
})

/** A renewal stores a time that the check for expiry adds the lease to once more. */
function goodUntilNs({ lease }: Params, heardNs: number): number {
  return heardNs + 2 * lease
}

function perMinute({ heartbeat }: Params): number {
  return MINUTE_NS / heartbeat
}

/** Renewals are counted by whole minutes, and those of the last whole one are looked at. */
function countMinutes({ state, now }: Context): void {
  const minute = Math.floor(now / MINUTE_NS)
  if (minute === state.minute) return
  state.before = minute === state.minute + 1 ? state.renewals : 0
  state.renewals = 0
  state.minute = minute
}

/** Believes in as many clients as there are entries, unless so many are gone that it would rather not. */
function countClients({ params, state, leases, now }: Context): void {
  state.countedNs = now
  if (leases.size > params.renewalShare * state.expected || !params.selfPreservation) state.expected = leases.size
}

function isRenewedEnough({ params, state }: Context): boolean {
  const wanted = Math.floor(state.expected * perMinute(params) * params.renewalShare)
  return wanted > 0 && state.before > wanted
}

function runOut({ leases, now }: Context): number[] {
  return [...leases].filter(([, untilNs]) => now > untilNs).map(([host]) => host)
}

/** As many as may go at a time, at random. */
function someOf({ params, leases, random }: Context, hosts: number[]): readonly number[] {
  const most = Math.min(hosts.length, leases.size - Math.floor(leases.size * params.renewalShare))
  for (let at = 0; at < most; at++) {
    random.step()
    const other = at + Math.floor(uniform01(random.a, random.b) * (hosts.length - at))
    const picked = hosts[other] ?? -1
    hosts[other] = hosts[at] ?? -1
    hosts[at] = picked
  }
  return hosts.slice(0, most)
}
