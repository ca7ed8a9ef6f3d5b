import { assert } from "../assert.ts"
import type { SeedWords } from "../chance/seed.ts"
import { constant } from "../distributions/constant.ts"
import type { Sampler } from "../distributions/sampler.ts"
import { NS_PER_MS } from "../time.ts"

/** What keys a link's draws: the run's seed and the link's stable name, such as "pay[2] -> ledger". */
export interface LinkIdentity {
  readonly seed: SeedWords
  readonly name: string
}

/** Connections to one callee (an actor, so a replica). All defaults together: as many as wanted, set up for free. */
export interface ConnectionOptions {
  /** Open at once, in use or idle; a call beyond it waits, first come first served. Default: no limit. */
  readonly max?: number
  /** Whether a connection serves the next call after an answer. Default true. */
  readonly keepAlive?: boolean
  /** Round trips before the first request: TCP 1, TLS 1.3 on top 2, TLS 1.2 on top 3. Default 0. */
  readonly handshakeRoundTrips?: number
  /** An idle connection that was not used for this long is closed. Default: never. */
  readonly idleTimeoutNs?: number
  /** Calls on one connection at once, as with HTTP/2. Default 1. */
  readonly streams?: number
  /** Calls of one connection in all; it is closed after the last. Default: no limit. */
  readonly requestsMax?: number
  /** A connection this old takes no further call. Default: no limit. */
  readonly ageMaxNs?: number
  /** Segments of an answer that a new connection carries in the first round trip (TCP: 10). Default: all of them. */
  readonly initialWindow?: number
}

/** Everything is optional; with nothing set the link is ideal. */
export interface NetworkLinkOptions {
  /** One-way delay of a request in ns. Default 0. */
  readonly latency?: Sampler
  /** One-way delay of an answer in ns. Default: as for requests. */
  readonly replyLatency?: Sampler
  /** Bytes per second, each direction on its own. Default: no limit. */
  readonly bandwidth?: number
  /** Size of an answer in bytes. Default: that of its request. */
  readonly replyBytes?: Sampler
  /** Share of requests lost. Default 0. */
  readonly loss?: number
  /** Share of answers lost. Default: as for requests. */
  readonly replyLoss?: number
  /** Share of requests that arrive twice. Default 0. */
  readonly duplication?: number
  /** Share of messages held back by `reorderDelayNs`, so that later ones overtake them. Default 0. */
  readonly reordering?: number
  /** Default 1 ms (chosen: many gaps between messages on a busy link). */
  readonly reorderDelayNs?: number
  /** In each direction no message arrives before one sent earlier: it waits behind it. Default false. */
  readonly ordered?: boolean
  /** Default: a connection is no object of its own. */
  readonly connections?: ConnectionOptions
}

export interface LinkSettings {
  readonly latency: Sampler
  readonly replyLatency: Sampler
  readonly bandwidth: number
  readonly replyBytes: Sampler | null
  readonly loss: number
  readonly replyLoss: number
  readonly duplication: number
  readonly reordering: number
  readonly reorderDelayNs: number
  readonly ordered: boolean
  readonly connections: Required<ConnectionOptions> | null
}

/** Fills in the defaults. */
export function completeOptions(options: NetworkLinkOptions): LinkSettings {
  const latency = options.latency ?? constant({ value: 0 })
  const loss = options.loss ?? 0
  const settings: LinkSettings = {
    latency,
    replyLatency: options.replyLatency ?? latency,
    bandwidth: options.bandwidth ?? Infinity,
    replyBytes: options.replyBytes ?? null,
    loss,
    replyLoss: options.replyLoss ?? loss,
    duplication: options.duplication ?? 0,
    reordering: options.reordering ?? 0,
    reorderDelayNs: options.reorderDelayNs ?? NS_PER_MS,
    ordered: options.ordered ?? false,
    connections: options.connections === undefined ? null : completeConnections(options.connections),
  }
  for (const share of [settings.loss, settings.replyLoss, settings.duplication, settings.reordering])
    assert(share >= 0 && share <= 1, "a link's share lies in [0, 1]")
  assert(settings.bandwidth > 0, "a link's bandwidth is more than 0 B/s")
  assert(settings.reorderDelayNs >= 0, "messages are held back, not sent ahead")
  return settings
}

function completeConnections(options: ConnectionOptions): Required<ConnectionOptions> {
  const complete = {
    max: options.max ?? Infinity,
    keepAlive: options.keepAlive ?? true,
    handshakeRoundTrips: options.handshakeRoundTrips ?? 0,
    idleTimeoutNs: options.idleTimeoutNs ?? Infinity,
    streams: options.streams ?? 1,
    requestsMax: options.keepAlive === false ? 1 : (options.requestsMax ?? Infinity),
    ageMaxNs: options.ageMaxNs ?? Infinity,
    initialWindow: options.initialWindow ?? Infinity,
  }
  assert(complete.max >= 1, "a link needs at least one connection")
  assert(complete.handshakeRoundTrips >= 0, "a handshake takes no negative number of round trips")
  for (const count of [complete.streams, complete.requestsMax, complete.initialWindow])
    assert(count >= 1, "a connection carries at least one call, and one segment at once")
  return complete
}
