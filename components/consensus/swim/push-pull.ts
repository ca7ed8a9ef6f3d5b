import { NS_PER_S, type Ns, uniform01 } from "../../../engine/index.ts"
import { pushPullIntervalNs } from "./formulas.ts"
import { draw, drawMembers, type SwimMember } from "./member.ts"
import { ALIVE, DEAD, LEFT, type PushPull } from "./messages.ts"
import { takeNews } from "./news.ts"

/** chosen: Serf goes through the addresses of its snapshot one after the other until one answers. */
const JOIN_RETRY_NS = NS_PER_S

/** Exchanges whole lists with a member that is alive. One that has come back asks every second until answered. */
export function pushPull(member: SwimMember, nowNs: Ns): void {
  const { self, timing } = member
  const intervalNs = pushPullIntervalNs(timing.pushPullIntervalNs, member.listed)
  member.pushPullDueNs = nowNs + (member.isJoining ? Math.min(intervalNs, JOIN_RETRY_NS) : intervalNs)
  const [to] = drawMembers(member, 1, (other) => other !== self && member.status[other] === ALIVE)
  if (to !== undefined) sendList(member, to, false)
}

/** Tries one of the dead, the more often the more of them there are: whoever only was cut off then objects. */
export function reconnect(member: SwimMember, nowNs: Ns): void {
  const { random, status, listed, timing } = member
  member.reconnectDueNs = nowNs + timing.reconnectIntervalNs
  const dead: number[] = []
  for (const [other, theirs] of status.entries()) if (theirs === DEAD) dead.push(other)
  random.step()
  const isTried = uniform01(random.a, random.b) * listed < dead.length
  const to = isTried ? dead[draw(random, dead.length)] : undefined
  if (to !== undefined) sendList(member, to, false)
}

export function onPushPull(member: SwimMember, nowNs: Ns, { from, isAnswer, status, incarnation }: PushPull): void {
  if (isAnswer) member.isJoining = false
  else sendList(member, from, true)
  for (const [subject, theirs] of status.entries()) {
    const news = { member: subject, incarnation: incarnation[subject] ?? 0 }
    if (theirs === ALIVE) takeNews(member, nowNs, { kind: "alive", ...news, from: subject })
    else if (theirs === LEFT) takeNews(member, nowNs, { kind: "dead", ...news, from: subject })
    // Even a death is only suspected, so that the member can object.
    else takeNews(member, nowNs, { kind: "suspect", ...news, from: member.self })
  }
}

function sendList(member: SwimMember, to: number, isAnswer: boolean): void {
  const lists = { status: member.status.slice(), incarnation: member.incarnation.slice() }
  member.outbox.push({ kind: "push-pull", from: member.self, to, isAnswer, ...lists })
}
