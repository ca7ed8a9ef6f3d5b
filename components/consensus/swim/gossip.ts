import type { Ns } from "../../../engine/index.ts"
import { retransmitLimit } from "./formulas.ts"
import { type Broadcast, drawMembers, type SwimMember } from "./member.ts"
import { LEFT, type SwimUpdate } from "./messages.ts"

/** Sets a piece of news going; it takes the place of older news of the same member. */
export function noteNews(member: SwimMember, nowNs: Ns, update: SwimUpdate): void {
  member.broadcasts += 1
  if (member.queue.length > 0) member.queue = member.queue.filter((one) => one.update.member !== update.member)
  member.queue.push({ update, id: member.broadcasts, sent: 0 })
  keepPace(member, nowNs)
}

/** Takes news for one packet: what has been sent least, and of that the newest, first. */
export function takeForPacket(member: SwimMember): readonly SwimUpdate[] {
  const { queue, timing, listed } = member
  if (queue.length === 0) return []
  const limit = retransmitLimit(timing.retransmitMultiplier, listed)
  const ordered = queue.length > 1 ? [...queue].sort(before) : queue
  const taken = ordered.slice(0, timing.packetUpdatesMax)
  const sent = taken.map((one) => ({ ...one, sent: one.sent + 1 }))
  const left = ordered.slice(timing.packetUpdatesMax)
  member.queue = [...sent.filter((one) => one.sent < limit), ...left]
  return taken.map(({ update }) => update)
}

/** Tells a few members the news. */
export function gossip(member: SwimMember, nowNs: Ns): void {
  const { self, timing } = member
  const isTold = (other: number) => other !== self && (member.isListed(other) || isLatelyDead(member, nowNs, other))
  for (const to of drawMembers(member, timing.gossipFanOut, isTold)) {
    const updates = takeForPacket(member)
    if (updates.length === 0) break
    member.outbox.push({ kind: "gossip", from: self, to, updates })
  }
  keepPace(member, nowNs)
}

/** Sees that the next gossip lies ahead, in step with the first: while there is no news, no time passes in ticks. */
export function keepPace(member: SwimMember, nowNs: Ns): void {
  const behindNs = nowNs - member.gossipDueNs
  if (behindNs < 0) return
  const { gossipIntervalNs } = member.timing
  member.gossipDueNs += (Math.floor(behindNs / gossipIntervalNs) + 1) * gossipIntervalNs
}

/** True once nobody has to be told any more that it leaves. */
export function hasTakenLeave({ queue, status, self }: SwimMember): boolean {
  return status[self] === LEFT && !queue.some(({ update }) => update.member === self)
}

function isLatelyDead(member: SwimMember, nowNs: Ns, other: number): boolean {
  return nowNs - (member.changedNs[other] ?? 0) < member.timing.gossipToTheDeadNs
}

function before(left: Broadcast, right: Broadcast): number {
  return left.sent - right.sent || right.id - left.id
}
