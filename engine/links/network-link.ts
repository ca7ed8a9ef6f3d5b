import { hashTriple } from "../chance/hash.ts"
import { createKeyed, type KeyedStream } from "../chance/keyed.ts"
import { stateSize } from "../frames/answer.ts"
import {
  AMOUNT,
  BYTES,
  CALLEE,
  CALLEE_DONE,
  CALLER,
  CALLER_DONE,
  CONNECTION,
  HOLDS_CONNECTION,
  IN_TRANSIT,
  OUTCOME,
  OVER_NEW_CONNECTION,
  POOLED,
  ROOT,
  VISIT,
  WAITING_SINCE,
  WAITS_CONNECTION,
} from "../frames/columns.ts"
import type { Frame } from "../frames/frames.ts"
import { REFUSED } from "../frames/outcome.ts"
import { KIND_CANCEL, KIND_REPLY, KIND_REQUEST } from "../kernel/kinds.ts"
import { part } from "../kernel/part.ts"
import type { Plain } from "../kernel/plain.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { wholeNs } from "../time.ts"
import { ConnectionTable } from "./connection-table.ts"
import { type Connections, OPENED, WAITS } from "./connections.ts"
import { duplicate } from "./duplicate.ts"
import { Leg, NOT_DELIVERED } from "./leg.ts"
import type { Link } from "./link.ts"
import { LinkFaults } from "./link-faults.ts"
import { cancelVisit } from "./luck.ts"
import { completeOptions, type LinkIdentity, type LinkSettings, type NetworkLinkOptions } from "./options.ts"
import { eitherShare, Share } from "./share.ts"
import { extraRoundTrips, segmentsOf } from "./windows.ts"

/** Round trips of an answer are numbered from here on, those of a handshake from 0. */
const WINDOW_TRIPS = 64

/** What a link did, both legs together. While it is ideal, requests and answers go past it uncounted. */
export interface LinkCounts {
  /** Messages handed over, copies included: delivered + lost + partitioned. */
  readonly sent: number
  /** Arrived or sure to arrive. */
  readonly delivered: number
  readonly lost: number
  readonly partitioned: number
  readonly reordered: number
  readonly duplicated: number
  readonly bytes: number
  /** Connections set up. */
  readonly handshakes: number
  /** Calls that found no free connection. */
  readonly poolWaits: number
}

/**
 * A network between two components: see NetworkLinkOptions for what it can do. A message's fate is settled when it is
 * sent, so one under way when a partition begins still arrives. What is lost is lost in silence: the caller learns of
 * it by its own timeout. A cancellation travels like a request and counts as a message.
 */
export class NetworkLink implements Link {
  /** Written by the link itself alone. */
  ideal = false
  readonly requests: Leg
  readonly replies: Leg
  private readonly simulation: Simulation
  private readonly settings: LinkSettings
  private readonly faults = new LinkFaults()
  private readonly duplication: Share
  private readonly sizes: KeyedStream
  private readonly tripLuck: KeyedStream
  private readonly connections: ConnectionTable | null
  private duplicated = 0

  constructor(simulation: Simulation, identity: LinkIdentity, options: NetworkLinkOptions) {
    this.simulation = simulation
    this.settings = completeOptions(options)
    this.requests = new Leg(simulation, identity, this.settings, "request")
    this.replies = new Leg(simulation, identity, this.settings, "reply")
    this.duplication = new Share(identity, "duplicate")
    this.sizes = createKeyed(identity.seed, identity.name, "bytes:reply")
    this.tripLuck = createKeyed(identity.seed, identity.name, "latency:handshake")
    const { connections } = this.settings
    this.connections = connections === null ? null : new ConnectionTable(simulation.frames, connections)
    this.applyEffects()
  }

  send(frame: Frame, callee: number): void {
    const { frames, nowNs } = this.simulation
    frames.setInt(frame, CALLEE, callee)
    // A call nobody waits for would never give a connection back: it goes without.
    if (this.connections === null || frames.has(frame, CALLER_DONE)) {
      if (this.connections !== null) frames.setInt(frame, CONNECTION, -1)
      this.depart(frame, 0)
      return
    }
    const set = this.connections.to(callee)
    const got = set.acquire(frame, nowNs)
    if (got === WAITS) {
      frames.raise(frame, WAITS_CONNECTION)
      frames.setDouble(frame, WAITING_SINCE, nowNs)
    } else this.departOn(set, frame, got === OPENED)
  }

  sendReply(frame: Frame): void {
    const { simulation, replies } = this
    const { frames } = simulation
    const bytes = this.replyBytes(frame)
    if (this.settings.replyBytes === null) frames.setDouble(frame, BYTES, bytes)
    else stateSize(frames, frame, bytes)
    const roundsNs = this.connections === null ? 0 : this.windowsNs(this.connections, frame, bytes)
    const delayNs = replies.travel(frames.int(frame, ROOT), frames.int(frame, VISIT), bytes, roundsNs)
    if (delayNs === NOT_DELIVERED) simulation.vanish(frame)
    else {
      simulation.addNetwork(frame, delayNs)
      frames.setDouble(frame, AMOUNT, simulation.nowNs + delayNs)
      replies.schedule(delayNs, frames.int(frame, CALLER), KIND_REPLY, frame)
    }
  }

  release(frame: Frame, answered: boolean): void {
    const { connections, simulation } = this
    const { frames, nowNs } = simulation
    if (connections === null) return
    const set = connections.to(frames.int(frame, CALLEE))
    if (frames.has(frame, WAITS_CONNECTION)) {
      set.line.remove(frame)
      this.endWait(frame)
      simulation.vanish(frame)
    }
    if (!frames.has(frame, HOLDS_CONNECTION)) return
    frames.lower(frame, HOLDS_CONNECTION)
    set.giveBack(frames.int(frame, CONNECTION), this.survives(frame, answered), nowNs)
    while (set.line.length > 0 && set.hasRoom(nowNs)) {
      const next = set.line.pop()
      this.endWait(next)
      this.departOn(set, next, set.acquire(next, nowNs) === OPENED)
    }
  }

  sendCancel(frame: Frame): void {
    const frames = this.simulation.frames
    if (frames.has(frame, CALLEE_DONE | IN_TRANSIT | WAITS_CONNECTION)) return
    const delayNs = this.requests.travel(frames.int(frame, ROOT), cancelVisit(frames.int(frame, VISIT)), 0, 0)
    if (delayNs !== NOT_DELIVERED) this.requests.schedule(delayNs, frames.int(frame, CALLEE), KIND_CANCEL, frame)
  }

  /** A link verb begins, has another amount, or ends. The amount is a share, ns or bytes per second. */
  onFault(verb: string, on: boolean, amount: number): void {
    this.faults.set(verb, on, amount)
    this.applyEffects()
  }

  counts(): LinkCounts {
    const { requests, replies } = this
    return {
      sent: requests.sent + replies.sent,
      delivered: requests.delivered + replies.delivered,
      lost: requests.lost + replies.lost,
      partitioned: requests.partitioned + replies.partitioned,
      reordered: requests.reordered + replies.reordered,
      duplicated: this.duplicated,
      bytes: requests.bytes + replies.bytes,
      handshakes: this.connections?.total("opened") ?? 0,
      poolWaits: this.connections?.total("waits") ?? 0,
    }
  }

  snapshot(): Plain {
    return {
      requests: this.requests.snapshot(),
      replies: this.replies.snapshot(),
      faults: this.faults.snapshot(),
      connections: this.connections?.snapshot(),
      duplicated: this.duplicated,
    }
  }

  restore(saved: Plain): void {
    this.faults.restore(part(saved, "faults"))
    this.applyEffects()
    this.requests.restore(part(saved, "requests"))
    this.replies.restore(part(saved, "replies"))
    this.connections?.restore(part(saved, "connections"))
    this.duplicated = Number(part(saved, "duplicated"))
  }

  private endWait(frame: Frame): void {
    const { frames, nowNs } = this.simulation
    frames.lower(frame, WAITS_CONNECTION)
    frames.addDouble(frame, POOLED, nowNs - frames.double(frame, WAITING_SINCE))
  }

  /** Sends a request over a connection, which is set up first when it is new. */
  private departOn(set: Connections, frame: Frame, isNew: boolean): void {
    const { frames, nowNs } = this.simulation
    const connection = frames.int(frame, CONNECTION)
    if (isNew) set.setReady(connection, nowNs + this.handshakeNs(frame))
    frames.raise(frame, isNew ? HOLDS_CONNECTION | OVER_NEW_CONNECTION : HOLDS_CONNECTION)
    this.depart(frame, Math.max(0, set.readyAt(connection) - nowNs))
  }

  /** A callee that refuses has no connection open; a call given up takes the connection along, unless others share it. */
  private survives(frame: Frame, answered: boolean): boolean {
    if (answered) return this.simulation.frames.int(frame, OUTCOME) !== REFUSED
    return (this.settings.connections?.streams ?? 1) > 1
  }

  /** How long an answer waits for acknowledgements of its earlier parts. */
  private windowsNs(connections: ConnectionTable, frame: Frame, bytes: number): number {
    const { frames } = this.simulation
    if (this.settings.connections?.initialWindow === Infinity || !frames.has(frame, HOLDS_CONNECTION)) return 0
    const set = connections.to(frames.int(frame, CALLEE))
    const connection = frames.int(frame, CONNECTION)
    const segments = segmentsOf(bytes)
    const trips = extraRoundTrips(segments, set.windowOf(connection))
    set.widen(connection, segments)
    return this.roundTripsNs(frame, WINDOW_TRIPS, trips)
  }

  private depart(frame: Frame, setupNs: number): void {
    const { frames } = this.simulation
    const root = frames.int(frame, ROOT)
    const visit = frames.int(frame, VISIT)
    const delayNs = this.requests.travel(root, visit, frames.double(frame, BYTES), setupNs)
    this.goOn(frame, delayNs)
    if (delayNs === NOT_DELIVERED || !this.duplication.hits(root, visit)) return
    this.duplicated++
    const copy = duplicate(this.simulation, frame)
    const copyNs = this.requests.travel(root, frames.int(copy, VISIT), frames.double(copy, BYTES), 0)
    // The copy never arrives before the original, whose answer is the one that counts.
    this.goOn(copy, copyNs === NOT_DELIVERED ? copyNs : Math.max(copyNs, delayNs))
  }

  /** The request arrives after `delayNs`, or not at all. */
  private goOn(frame: Frame, delayNs: number): void {
    const { simulation } = this
    if (delayNs === NOT_DELIVERED) {
      simulation.vanish(frame)
      return
    }
    simulation.addNetwork(frame, delayNs)
    simulation.frames.setDouble(frame, AMOUNT, simulation.nowNs + delayNs)
    this.requests.schedule(delayNs, simulation.frames.int(frame, CALLEE), KIND_REQUEST, frame)
  }

  private handshakeNs(frame: Frame): number {
    return this.roundTripsNs(frame, 0, this.settings.connections?.handshakeRoundTrips ?? 0)
  }

  /** The time that `count` round trips take, the first of which has the number `first` among those of the frame. */
  private roundTripsNs(frame: Frame, first: number, count: number): number {
    if (count === 0) return 0
    const { tripLuck, requests, replies, simulation } = this
    tripLuck.at(simulation.frames.int(frame, ROOT), simulation.frames.int(frame, VISIT))
    const { a, b } = tripLuck
    let ns = 0
    for (let trip = first; trip < first + count; trip++) {
      ns += requests.latency.ofWordsNs(hashTriple(a, b, 4 * trip), hashTriple(a, b, 4 * trip + 1))
      ns += replies.latency.ofWordsNs(hashTriple(a, b, 4 * trip + 2), hashTriple(a, b, 4 * trip + 3))
    }
    return ns
  }

  private replyBytes(frame: Frame): number {
    const { sizes, simulation } = this
    const { replyBytes } = this.settings
    if (replyBytes === null) return simulation.frames.double(frame, BYTES)
    sizes.at(simulation.frames.int(frame, ROOT), simulation.frames.int(frame, VISIT))
    return wholeNs(replyBytes.sample(sizes.a, sizes.b))
  }

  /** Works out what the options and the faults of the moment come to. */
  private applyEffects(): void {
    const { faults, settings, requests, replies, duplication } = this
    const partition = faults.get("partition")
    requests.partition.value = Math.max(partition, faults.get("partitionRequests"))
    replies.partition.value = Math.max(partition, faults.get("partitionReplies"))
    requests.loss.value = eitherShare(settings.loss, faults.get("loss"))
    replies.loss.value = eitherShare(settings.replyLoss, faults.get("loss"))
    duplication.value = eitherShare(settings.duplication, faults.get("duplication"))
    const bandwidth = Math.min(settings.bandwidth, faults.get("bandwidth"))
    for (const leg of [requests, replies]) {
      leg.reordering.value = eitherShare(settings.reordering, faults.get("reordering"))
      leg.latency.addedNs = faults.get("addedNs")
      leg.transmitter.setBandwidth(bandwidth, this.simulation.nowNs)
    }
    this.ideal =
      requests.isIdeal &&
      replies.isIdeal &&
      duplication.value === 0 &&
      bandwidth === Infinity &&
      this.connections === null
  }
}
