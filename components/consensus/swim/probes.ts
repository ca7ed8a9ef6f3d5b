import type { Ns } from "../../../engine/index.ts"
import { takeForPacket } from "./gossip.ts"
import { draw, drawMembers, type SwimMember } from "./member.ts"
import { ALIVE, SUSPECT, type SwimUpdate } from "./messages.ts"
import { doubt, takeNews } from "./news.ts"

/** Does what is due of the probe under way, or starts the next. */
export function tickProbe(member: SwimMember, nowNs: Ns): void {
  if (member.probe !== null && member.probe.endNs <= nowNs) failProbe(member, nowNs)
  else if (member.probe !== null && member.probe.timeoutNs <= nowNs) askOthers(member)
  if (member.probe === null && member.probeDueNs <= nowNs) startProbe(member, nowNs)
}

/** Answers those for whom it probed in vain. */
export function tickRelays(member: SwimMember, nowNs: Ns): void {
  for (const [own, { origin, sequence, dueNs }] of member.relays) {
    if (dueNs > nowNs) continue
    member.relays.delete(own)
    answer(member, "nack", origin, sequence)
  }
}

export function answer(member: SwimMember, kind: "ack" | "nack", to: number, sequence: number): void {
  member.outbox.push({ kind, from: member.self, to, sequence, updates: takeForPacket(member) })
}

/** Probes for another. */
export function relay(
  member: SwimMember,
  nowNs: Ns,
  request: { from: number; sequence: number; target: number },
): void {
  member.sequence += 1
  const dueNs = nowNs + member.timing.probeTimeoutNs
  member.relays.set(member.sequence, { origin: request.from, sequence: request.sequence, dueNs })
  ping(member, request.target, member.sequence)
}

/** An answer to its own probe, which ends it well, or to one that it made for another. */
export function onAck(member: SwimMember, nowNs: Ns, sequence: number): void {
  if (member.probe?.sequence === sequence) {
    doubt(member, -1)
    endProbe(member, nowNs)
    return
  }
  const relayed = member.relays.get(sequence)
  if (relayed === undefined) return
  member.relays.delete(sequence)
  answer(member, "ack", relayed.origin, relayed.sequence)
}

export function onNack(member: SwimMember, sequence: number): void {
  if (member.probe?.sequence === sequence) member.probe = { ...member.probe, nacks: member.probe.nacks + 1 }
}

/** Shuffles the others for a round of probes. */
export function shuffle(member: SwimMember): void {
  const { order, random } = member
  for (let last = order.length - 1; last > 0; last--) {
    const other = draw(random, last + 1)
    const moved = order[last] ?? 0
    order[last] = order[other] ?? 0
    order[other] = moved
  }
  member.orderAt = 0
}

/** Whom to probe next; -1 where there is nobody. */
function nextTarget(member: SwimMember): number {
  return member.timing.probing === "uniform" ? anyTarget(member) : nextInOrder(member)
}

function nextInOrder(member: SwimMember): number {
  for (let looked = 0; looked < member.order.length; looked++) {
    if (member.orderAt >= member.order.length) shuffle(member)
    const target = member.order[member.orderAt] ?? 0
    member.orderAt += 1
    if (member.isListed(target)) return target
  }
  return -1
}

/** Any other that is not dead, each as likely; -1 where there is nobody. */
export function anyTarget(member: SwimMember): number {
  const { self, count, listed, random } = member
  if (listed === count) {
    const drawn = count > 1 ? draw(random, count - 1) : -1
    return drawn < self ? drawn : drawn + 1
  }
  const others = member.isListed(self) ? listed - 1 : listed
  let left = others > 0 ? draw(random, others) : -1
  for (let other = 0; other < count && left >= 0; other++) {
    if (other === self || !member.isListed(other)) continue
    if (left === 0) return other
    left -= 1
  }
  return -1
}

function startProbe(member: SwimMember, nowNs: Ns): void {
  const { probeIntervalNs, probeTimeoutNs } = member.timing
  member.probeDueNs = nowNs + probeIntervalNs
  const target = nextTarget(member)
  if (target === -1) return
  member.sequence += 1
  const timeoutNs = nowNs + probeTimeoutNs
  const endNs = nowNs + probeIntervalNs * (member.awareness + 1)
  member.probe = { target, sequence: member.sequence, timeoutNs, endNs, asked: 0, nacks: 0 }
  ping(member, target, member.sequence)
}

/** A suspect is told at once that it is one, so that it can object (Lifeguard's buddy system). */
function ping(member: SwimMember, to: number, sequence: number): void {
  const { self } = member
  const incarnation = member.incarnation[to] ?? 0
  const warning: readonly SwimUpdate[] =
    member.status[to] === SUSPECT ? [{ kind: "suspect", member: to, incarnation, from: self }] : []
  member.outbox.push({ kind: "ping", from: self, to, sequence, updates: [...warning, ...takeForPacket(member)] })
}

function askOthers(member: SwimMember): void {
  const { self, probe, timing } = member
  if (probe === null) return
  const { target, sequence } = probe
  const isHelpful = (other: number) => other !== self && other !== target && member.status[other] === ALIVE
  const helpers = drawMembers(member, timing.indirectProbes, isHelpful)
  for (const to of helpers) {
    member.outbox.push({ kind: "ping-request", from: self, to, sequence, target, updates: takeForPacket(member) })
  }
  member.probe = { ...probe, timeoutNs: Infinity, asked: helpers.length }
}

/** Suspects the silent member, and itself for every helper that did not even say that it failed too. */
function failProbe(member: SwimMember, nowNs: Ns): void {
  if (member.probe === null) return
  const { target, asked, nacks } = member.probe
  doubt(member, asked > 0 ? Math.max(0, asked - nacks) : 1)
  endProbe(member, nowNs)
  const incarnation = member.incarnation[target] ?? 0
  takeNews(member, nowNs, { kind: "suspect", member: target, incarnation, from: member.self })
}

function endProbe(member: SwimMember, nowNs: Ns): void {
  member.probe = null
  member.probeDueNs = Math.max(member.probeDueNs, nowNs)
}
