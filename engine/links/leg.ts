import { IN_TRANSIT } from "../frames/columns.ts"
import type { Frame } from "../frames/frames.ts"
import type { Lane } from "../kernel/lanes.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import type { Simulation } from "../kernel/simulation.ts"
import { TIME_MAX_NS } from "../time.ts"
import { Latency } from "./latency.ts"
import type { LinkIdentity, LinkSettings } from "./options.ts"
import { Share } from "./share.ts"
import { Transmitter } from "./transmitter.ts"

/** What `travel` returns for a message that does not arrive. */
export const NOT_DELIVERED = -1

const FIELDS = ["sent", "delivered", "lost", "partitioned", "reordered", "bytes", "lastArrivalNs"] as const
const NO_LANE: Lane = -1

/** One direction of a link: what happens to each message, in the order partition, bandwidth, loss, latency, order. */
export class Leg {
  sent = 0
  /** Counted when it is certain, so a message still under way is among them: sent = delivered + lost + partitioned. */
  delivered = 0
  lost = 0
  partitioned = 0
  reordered = 0
  /** Bytes put on the wire, those of lost messages too. */
  bytes = 0
  readonly partition: Share
  readonly loss: Share
  readonly reordering: Share
  readonly latency: Latency
  readonly transmitter = new Transmitter()
  private readonly simulation: Simulation
  private readonly reorderDelayNs: number
  private readonly ordered: boolean
  /** Messages of the constant delay need no place of their own in the main queue. */
  private readonly lane: Lane
  private lastArrivalNs = 0

  constructor(simulation: Simulation, identity: LinkIdentity, settings: LinkSettings, leg: "request" | "reply") {
    this.simulation = simulation
    this.partition = new Share(identity, `partition:${leg}`)
    this.loss = new Share(identity, `loss:${leg}`)
    this.reordering = new Share(identity, `reorder:${leg}`)
    const sampler = leg === "request" ? settings.latency : settings.replyLatency
    this.latency = new Latency(identity, `latency:${leg}`, sampler)
    this.reorderDelayNs = settings.reorderDelayNs
    this.ordered = settings.ordered
    const { constantNs } = this.latency
    this.lane = constantNs > 0 ? simulation.lanes.laneFor(constantNs) : NO_LANE
  }

  /** Nothing can happen to a message now. In order it never is: a delayed message may still be under way. */
  get isIdeal(): boolean {
    const shares = this.partition.value + this.loss.value + this.reordering.value
    return shares === 0 && this.latency.constantNs === 0 && this.latency.addedNs === 0 && !this.ordered
  }

  /** The ns after which a message arrives, `setupNs` of them before it is sent, or NOT_DELIVERED. */
  travel(root: number, visit: number, bytes: number, setupNs: number): number {
    const { nowNs } = this.simulation
    this.sent++
    if (this.partition.hits(root, visit)) {
      this.partitioned++
      return NOT_DELIVERED
    }
    this.bytes += bytes
    let delayNs = setupNs + this.transmitter.enqueue(bytes, nowNs)
    if (this.loss.hits(root, visit)) {
      this.lost++
      return NOT_DELIVERED
    }
    this.delivered++
    delayNs += this.latency.drawNs(root, visit)
    if (this.reordering.hits(root, visit)) {
      this.reordered++
      delayNs += this.reorderDelayNs
    }
    return this.ordered ? this.inOrder(nowNs, delayNs) : delayNs
  }

  /** Has the message of `frame` arrive at `actor` after `delayNs`. */
  schedule(delayNs: number, actor: number, kind: number, frame: Frame): void {
    const simulation = this.simulation
    simulation.frames.raise(frame, IN_TRANSIT)
    if (this.lane >= 0 && delayNs === this.latency.constantNs) simulation.afterLane(this.lane, actor, kind, frame)
    else simulation.deliver(Math.min(delayNs, TIME_MAX_NS - simulation.nowNs), actor, kind, frame)
  }

  snapshot(): Plain {
    return { ...capture(this, FIELDS), nextFreeNs: this.transmitter.nextFreeNs }
  }

  /** To be called when the effects are back as they were: they touch the transmitter. */
  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    reinstate(this.transmitter, ["nextFreeNs"], saved)
  }

  private inOrder(nowNs: number, delayNs: number): number {
    this.lastArrivalNs = Math.max(this.lastArrivalNs, nowNs + delayNs)
    return this.lastArrivalNs - nowNs
  }
}
