import * as z from "zod"
import { duration } from "../../kit/schema.ts"
import { defineLiveness, type LeaseContext } from "./contract.ts"

const params = z.strictObject({
  ttl: duration({ min: "2s" })
    .prefault("60s")
    .describe("How long an entry is good for, from its last renewal on; etcd grants no less than 2 s"),
  sweepEvery: duration({ min: "1ms" }).prefault("500ms").describe("How often the leader looks for leases that ran out"),
  takeOver: duration().prefault("1s").describe("What a new leader adds to every lease (etcd: its election time-out)"),
  separateBeat: z
    .boolean()
    .default(true)
    .describe("Renewals come from a thread of their own, which goes on while the replica hangs"),
})

type Params = z.output<typeof params>

/** clientv3 renews a third of the way through a lease. */
const BEATS_PER_TTL = 3
/** clientv3 (lease.go, retryConnWait): after a renewal that failed. */
const RETRY_NS = 500e6
/** etcd revokes at most 1,000 leases a second, so half as many in each pass of 500 ms. */
const SWEPT_MAX = 500

/**
 * etcd's way. Only the leader keeps the time; without one nobody's time is up, and a new one gives everybody a whole
 * lease more. Blind to a replica that hangs while its client library goes on renewing.
 */
export const lease = defineLiveness<Params, null>({
  kind: "lease",
  title: "Lease",
  summary: "Replicas renew three times in the life of a lease; the leader drops those whose lease has run out.",
  sources: [
    "etcd server/lease/lessor.go: expired leases are looked for every 500 ms, at most 1,000 are revoked a second",
    "etcd server/lease/lessor.go: Promote extends every lease; minimum TTL ceil(3 x election / 2) = 2 s",
    "etcd client/v3/lease.go: next keep-alive after TTL/3; concurrency/session.go: defaultSessionTTL 60 s",
  ],
  params,
  presets: { etcd: {} },
  duty: ({ ttl, separateBeat }) => ({
    kind: "beat",
    everyNs: Math.floor(ttl / BEATS_PER_TTL),
    retryNs: RETRY_NS,
    isSeparate: separateBeat,
  }),
  sweepNs: ({ sweepEvery }) => sweepEvery,
  isAligned: false,
  state: () => null,
  goodUntilNs: ({ ttl }, heardNs) => heardNs + ttl,
  granted: extend,
  renewed: extend,
  left: () => {
    // Nothing is counted.
  },
  sweep: ({ leases, now }) =>
    [...leases]
      .filter(([, untilNs]) => untilNs <= now)
      .slice(0, SWEPT_MAX)
      .map(([host]) => host),
  tookOver: ({ params, leases, now }, hosts) => {
    for (const host of hosts) leases.set(host, now + params.takeOver + params.ttl)
  },
})

function extend({ params, leases, now }: LeaseContext<Params, null>, host: number): void {
  leases.set(host, now + params.ttl)
}
