import type { Ns } from "../../../engine/index.ts"
import { confirmationsWanted, suspicionMinNs, suspicionNs } from "./formulas.ts"
import { noteNews } from "./gossip.ts"
import type { Suspicion, SwimMember } from "./member.ts"
import { ALIVE, DEAD, LEFT, SUSPECT, type SwimUpdate } from "./messages.ts"

/** Takes news of a member, passes on what is new to it, and objects to what is wrong about itself. */
export function takeNews(member: SwimMember, nowNs: Ns, update: SwimUpdate): void {
  if (update.kind === "alive") takeAlive(member, nowNs, update)
  else if (update.kind === "suspect") takeSuspect(member, nowNs, update)
  else takeDead(member, nowNs, update)
}

/** Changes the doubt of itself, within its bounds. */
export function doubt(member: SwimMember, change: number): void {
  member.awareness = Math.max(0, Math.min(member.timing.awarenessMax - 1, member.awareness + change))
}

/** Declares dead whoever has been under suspicion long enough. */
export function endSuspicions(member: SwimMember, nowNs: Ns): void {
  for (const [suspect, { dueNs }] of member.suspicions) {
    const incarnation = member.incarnation[suspect] ?? 0
    if (dueNs <= nowNs) takeDead(member, nowNs, { kind: "dead", member: suspect, incarnation, from: member.self })
  }
}

function takeAlive(member: SwimMember, nowNs: Ns, update: SwimUpdate): void {
  const { member: subject, incarnation } = update
  if (incarnation <= (member.incarnation[subject] ?? 0)) return
  if (subject === member.self) {
    // Of a life before this one: only a later incarnation makes the others hear it again.
    object(member, nowNs, incarnation)
    return
  }
  const before = member.status[subject]
  member.suspicions.delete(subject)
  noteNews(member, nowNs, update)
  member.incarnation[subject] = incarnation
  if (before === ALIVE) return
  if (!member.isListed(subject)) member.listed += 1
  change(member, nowNs, subject, ALIVE)
  member.events.push({ kind: "alive", member: subject })
}

function takeSuspect(member: SwimMember, nowNs: Ns, update: SwimUpdate): void {
  const { member: subject, incarnation, from } = update
  if (incarnation < (member.incarnation[subject] ?? 0)) return
  const suspicion = member.suspicions.get(subject)
  if (suspicion !== undefined) {
    const confirmed = confirm(suspicion, from)
    if (confirmed === undefined) return
    member.suspicions.set(subject, confirmed)
    noteNews(member, nowNs, update)
    return
  }
  if (subject === member.self) {
    if (!isLeaving(member)) object(member, nowNs, incarnation)
    return
  }
  if (member.status[subject] !== ALIVE) return
  noteNews(member, nowNs, update)
  member.incarnation[subject] = incarnation
  member.suspicions.set(subject, suspect(member, nowNs, from))
  change(member, nowNs, subject, SUSPECT)
  member.events.push({ kind: "suspect", member: subject })
}

function takeDead(member: SwimMember, nowNs: Ns, update: SwimUpdate): void {
  const { member: subject, incarnation, from } = update
  if (incarnation < (member.incarnation[subject] ?? 0)) return
  member.suspicions.delete(subject)
  if (subject === member.self) {
    if (!isLeaving(member)) object(member, nowNs, incarnation)
    return
  }
  if (!member.isListed(subject)) return
  noteNews(member, nowNs, update)
  member.incarnation[subject] = incarnation
  member.listed -= 1
  const isLeft = from === subject
  change(member, nowNs, subject, isLeft ? LEFT : DEAD)
  member.events.push({ kind: isLeft ? "left" : "dead", member: subject })
}

function change(member: SwimMember, nowNs: Ns, subject: number, status: number): void {
  member.status[subject] = status
  member.changedNs[subject] = nowNs
}

function isLeaving(member: SwimMember): boolean {
  return member.leaveDueNs < Infinity
}

/** Says that it is alive in an incarnation after the accused one, and wonders why others thought otherwise. */
function object(member: SwimMember, nowNs: Ns, accused: number): void {
  const incarnation = Math.max(member.incarnation[member.self] ?? 0, accused) + 1
  member.incarnation[member.self] = incarnation
  doubt(member, 1)
  noteNews(member, nowNs, { kind: "alive", member: member.self, incarnation, from: member.self })
}

function suspect({ timing, listed }: SwimMember, nowNs: Ns, from: number): Suspicion {
  const { suspicionMultiplier, suspicionMaxMultiplier, probeIntervalNs } = timing
  const minNs = suspicionMinNs(suspicionMultiplier, listed, probeIntervalNs)
  const maxNs = suspicionMaxMultiplier * minNs
  const wanted = confirmationsWanted(suspicionMultiplier, listed)
  const dueNs = nowNs + suspicionNs(0, wanted, minNs, maxNs)
  return { startNs: nowNs, wanted, minNs, maxNs, accusers: [from], dueNs }
}

/** The suspicion with one more accuser; undefined where this one tells nothing new or enough have spoken. */
function confirm(suspicion: Suspicion, from: number): Suspicion | undefined {
  const { startNs, wanted, minNs, maxNs, accusers } = suspicion
  if (accusers.length > wanted || accusers.includes(from)) return undefined
  const dueNs = startNs + suspicionNs(accusers.length, wanted, minNs, maxNs)
  return { ...suspicion, accusers: [...accusers, from], dueNs }
}
