import {
  assert,
  capture,
  NS_PER_S,
  type Ns,
  type Plain,
  reinstate,
  type Stream,
  uniform01,
  unreachable,
} from "../../../engine/index.ts"
import { pushPullIntervalNs } from "./formulas.ts"
import { gossip, hasTakenLeave, keepPace, noteNews } from "./gossip.ts"
import { MEMBER_FIELDS, SwimMember } from "./member.ts"
import { ALIVE, LEFT, type SwimEvent, type SwimMessage, type SwimPacket } from "./messages.ts"
import { endSuspicions, takeNews } from "./news.ts"
import { answer, onAck, onNack, relay, shuffle, tickProbe, tickRelays } from "./probes.ts"
import { onPushPull, pushPull, reconnect } from "./push-pull.ts"
import type { SwimTiming } from "./timing.ts"

/** Serf config.go, BroadcastTimeout: so long a leave may take to go round. */
const LEAVE_NS_MAX = 5 * NS_PER_S

/** By the numbers ALIVE, SUSPECT, DEAD and LEFT. */
const STATUS_NAMES = ["alive", "suspect", "dead", "left"] as const

/**
 * One member of a group that watches itself: SWIM (Das, Gupta and Motivala 2002) as HashiCorp's memberlist builds it,
 * with Lifeguard (Dadgar, Phillips and Currey 2017) and Serf's reconnecting. The members are numbered from 0 to below `count` and known to
 * each other from the start. It has no clock, timer or network: after every call the owner sends what is in the
 * outbox, heeds the events, and sees that `tick` is called at `dueNs`. Unlike memberlist it has no probe over TCP.
 * Calls to a member that is down do nothing.
 */
export class SwimNode {
  private readonly member: SwimMember

  constructor(self: number, count: number, timing: SwimTiming, random: Stream) {
    assert(self >= 0 && self < count, "a member has one of the group's numbers")
    this.member = new SwimMember(self, count, timing, random)
  }

  get isUp(): boolean {
    return this.member.isUp
  }

  /** Members that it holds alive or suspect, itself among them. */
  get listed(): number {
    return this.member.listed
  }

  /** Lifeguard's doubt of itself; a probe may take one interval more for each. */
  get awareness(): number {
    return this.member.awareness
  }

  /** When `tick` has to be called next, at once where it has passed; Infinity while it is down. */
  get dueNs(): Ns {
    const { member } = this
    if (!member.isUp) return Infinity
    const { probe, queue } = member
    const probeNs = probe === null ? member.probeDueNs : Math.min(probe.timeoutNs, probe.endNs)
    const gossipNs = queue.length > 0 ? member.gossipDueNs : Infinity
    let dueNs = Math.min(probeNs, gossipNs, member.pushPullDueNs, member.reconnectDueNs, member.leaveDueNs)
    for (const suspicion of member.suspicions.values()) dueNs = Math.min(dueNs, suspicion.dueNs)
    for (const relayed of member.relays.values()) dueNs = Math.min(dueNs, relayed.dueNs)
    return dueNs
  }

  /** What it thinks of a member. */
  statusOf(member: number): SwimEvent["kind"] {
    return STATUS_NAMES[this.member.status[member] ?? ALIVE] ?? "alive"
  }

  incarnationOf(member: number): number {
    return this.member.incarnation[member] ?? 0
  }

  /** Starts for the first time, holding everybody alive. Its activities start at random points of their intervals. */
  start(nowNs: Ns): void {
    const { member } = this
    const { probeIntervalNs, gossipIntervalNs, pushPullIntervalNs: listsNs, reconnectIntervalNs } = member.timing
    for (let at = 0; at < member.order.length; at++) member.order[at] = at < member.self ? at : at + 1
    shuffle(member)
    member.isUp = true
    member.probeDueNs = this.staggered(nowNs, probeIntervalNs)
    member.gossipDueNs = this.staggered(nowNs, gossipIntervalNs)
    member.pushPullDueNs = this.staggered(nowNs, pushPullIntervalNs(listsNs, member.listed))
    member.reconnectDueNs = this.staggered(nowNs, reconnectIntervalNs)
  }

  /** Does what is due by `nowNs`. */
  tick(nowNs: Ns): void {
    const { member } = this
    if (!member.isUp) return
    endSuspicions(member, nowNs)
    tickProbe(member, nowNs)
    tickRelays(member, nowNs)
    if (member.pushPullDueNs <= nowNs) pushPull(member, nowNs)
    if (member.reconnectDueNs <= nowNs) reconnect(member, nowNs)
    if (member.gossipDueNs <= nowNs && member.queue.length > 0) gossip(member, nowNs)
    if (member.leaveDueNs <= nowNs || hasTakenLeave(member)) member.isUp = false
  }

  receive(nowNs: Ns, message: SwimMessage): void {
    const { member } = this
    if (!member.isUp) return
    if (message.kind === "push-pull") {
      onPushPull(member, nowNs, message)
      return
    }
    this.receivePacket(nowNs, message)
    for (const update of message.updates) takeNews(member, nowNs, update)
  }

  /** Takes leave: tells the others, and goes down once they have been told or five seconds have passed. */
  leave(nowNs: Ns): void {
    const { member } = this
    if (!member.isUp || member.leaveDueNs < Infinity) return
    const { self } = member
    member.leaveDueNs = nowNs + LEAVE_NS_MAX
    member.status[self] = LEFT
    member.listed -= 1
    noteNews(member, nowNs, { kind: "dead", member: self, incarnation: this.incarnationOf(self), from: self })
  }

  /** Stops at once and forgets what it knew, but not whom there is. */
  crash(): void {
    const { member } = this
    member.isUp = false
    member.outbox = []
    member.events = []
  }

  /**
   * Comes back after a crash or a leave, with the members' addresses as from Serf's snapshot: holds everybody alive
   * in the first incarnation, and asks for a list at once.
   */
  restart(nowNs: Ns): void {
    const { member } = this
    assert(!member.isUp, "only a member that is down can come back")
    member.status.fill(ALIVE)
    member.incarnation.fill(0)
    member.changedNs.fill(nowNs)
    member.listed = member.count
    member.suspicions.clear()
    member.relays.clear()
    member.queue = []
    member.awareness = 0
    member.probe = null
    member.leaveDueNs = Infinity
    member.isJoining = true
    this.start(nowNs)
    keepPace(member, nowNs)
    if (member.timing.pushPullIntervalNs > 0) pushPull(member, nowNs)
  }

  /** What is to be sent, removed from the node. */
  takeOutbox(): readonly SwimMessage[] {
    const { outbox } = this.member
    if (outbox.length > 0) this.member.outbox = []
    return outbox
  }

  /** Changes of mind about members, removed from the node. */
  takeEvents(): readonly SwimEvent[] {
    const { events } = this.member
    if (events.length > 0) this.member.events = []
    return events
  }

  snapshot(): Plain {
    return { ...capture(this.member, MEMBER_FIELDS), random: [...this.member.random.snapshot().state] }
  }

  restore(saved: Plain): void {
    reinstate(this.member, MEMBER_FIELDS, saved)
    this.member.random.restore({ state: Reflect.get(Object(saved), "random") })
  }

  private receivePacket(nowNs: Ns, packet: SwimPacket): void {
    const { member } = this
    switch (packet.kind) {
      case "ping":
        return answer(member, "ack", packet.from, packet.sequence)
      case "ack":
        return onAck(member, nowNs, packet.sequence)
      case "nack":
        return onNack(member, packet.sequence)
      case "ping-request":
        return relay(member, nowNs, packet)
      case "gossip":
        return
      default:
        return unreachable(packet)
    }
  }

  /** A random instant within the interval from now; never where the activity is off. */
  private staggered(nowNs: Ns, intervalNs: Ns): Ns {
    const { random } = this.member
    random.step()
    return intervalNs > 0 ? nowNs + Math.floor(uniform01(random.a, random.b) * intervalNs) : Infinity
  }
}
