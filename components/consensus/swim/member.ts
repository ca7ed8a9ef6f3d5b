import { type Ns, pickIndex, type Stream } from "../../../engine/index.ts"
import { ALIVE, SUSPECT, type SwimEvent, type SwimMessage, type SwimUpdate } from "./messages.ts"
import type { SwimTiming } from "./timing.ts"

/** A piece of news that still goes round; a greater `id` is newer. */
export type Broadcast = { readonly update: SwimUpdate; readonly id: number; readonly sent: number }

/** A probe under way; `timeoutNs` is Infinity once others have been asked. */
export type Probe = {
  readonly target: number
  readonly sequence: number
  readonly timeoutNs: Ns
  readonly endNs: Ns
  readonly asked: number
  readonly nacks: number
}

/** A probe made for another; after `dueNs` it is answered with a nack. */
export type Relay = { readonly origin: number; readonly sequence: number; readonly dueNs: Ns }

/** Suspicion of a member. The first of `accusers` confirms nothing. */
export type Suspicion = {
  readonly startNs: Ns
  readonly wanted: number
  readonly minNs: Ns
  readonly maxNs: Ns
  readonly accusers: readonly number[]
  readonly dueNs: Ns
}

/** The state of one member, which the functions of the files beside this one change. Plain data throughout. */
export class SwimMember {
  readonly self: number
  readonly count: number
  readonly timing: SwimTiming
  readonly random: Stream
  isUp = false

  /** Of each member: ALIVE, SUSPECT, DEAD or LEFT, in which incarnation and since when. */
  status: Uint8Array
  incarnation: Float64Array
  changedNs: Float64Array
  /** Members that are alive or suspect, itself among them. */
  listed: number
  suspicions = new Map<number, Suspicion>()

  queue: Broadcast[] = []
  broadcasts = 0

  /** Lifeguard's doubt of itself: 0 where all is well, below `awarenessMax`. */
  awareness = 0
  /** The others in the order of this round's probes, and how far it has come. */
  order: Int32Array
  orderAt = 0
  sequence = 0
  probe: Probe | null = null
  relays = new Map<number, Relay>()

  probeDueNs: Ns = Infinity
  gossipDueNs: Ns = Infinity
  pushPullDueNs: Ns = Infinity
  reconnectDueNs: Ns = Infinity
  /** True until the first list arrives after a restart. */
  isJoining = false
  /** When it stops after taking leave, at the latest. */
  leaveDueNs: Ns = Infinity

  outbox: SwimMessage[] = []
  events: SwimEvent[] = []

  constructor(self: number, count: number, timing: SwimTiming, random: Stream) {
    this.self = self
    this.count = count
    this.timing = timing
    this.random = random
    this.status = new Uint8Array(count)
    this.incarnation = new Float64Array(count)
    this.changedNs = new Float64Array(count)
    this.listed = count
    this.order = new Int32Array(timing.probing === "round-robin" ? Math.max(0, count - 1) : 0)
  }

  /** True where the member is told, asked and counted. */
  isListed(member: number): boolean {
    const status = this.status[member]
    return status === ALIVE || status === SUSPECT
  }
}

/** The fields that a snapshot holds, beside the position of the stream. */
export const MEMBER_FIELDS = [
  ...["isUp", "status", "incarnation", "changedNs", "listed", "suspicions", "queue", "broadcasts"],
  ...["awareness", "order", "orderAt", "sequence", "probe", "relays"],
  ...["probeDueNs", "gossipDueNs", "pushPullDueNs", "reconnectDueNs", "isJoining", "leaveDueNs", "outbox", "events"],
]

/** A number from 0 to below `n`; one step of the stream. */
export function draw(random: Stream, n: number): number {
  random.step()
  return pickIndex(random.a, n)
}

/**
 * Up to `countMax` different members that fit, each as likely. Tries 3 * count times at most, as memberlist does
 * (util.go, kRandomNodes), so it may return fewer than there are.
 */
export function drawMembers(member: SwimMember, countMax: number, fits: (other: number) => boolean): readonly number[] {
  const chosen: number[] = []
  for (let tried = 0; tried < 3 * member.count && chosen.length < countMax; tried++) {
    const other = draw(member.random, member.count)
    if (fits(other) && !chosen.includes(other)) chosen.push(other)
  }
  return chosen
}
