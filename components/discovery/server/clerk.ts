import {
  CALLER,
  capture,
  ERROR,
  type Extension,
  type Frame,
  KEY,
  OK,
  PARKED,
  type Plain,
  REJECTED,
  reinstate,
} from "../../../engine/index.ts"
import type { Gossip } from "../gossip.ts"
import type { Question } from "../letters.ts"
import {
  COPY,
  DEREGISTER,
  GET,
  GET_STALE,
  GOSSIP,
  LIST,
  OPERATIONS,
  PUT,
  RAFT,
  REGISTER,
  RENEW,
  REPLICATE,
  REPORT,
} from "../operations.ts"
import type { Desk } from "./desk.ts"
import type { Asked, ListDesk, Replication } from "./parts.ts"
import { DONE } from "./waits.ts"

/** Takes the requests that come to a server, and those that have waited there. */
export class Clerk implements Extension {
  /** What those who wait here have asked. */
  private questions = new Map<Frame, Question>()
  private readonly desk: Desk
  private readonly replication: Replication
  private readonly lists: ListDesk
  private readonly gossip: Gossip | null

  constructor(desk: Desk, replication: Replication, lists: ListDesk, gossip: Gossip | null) {
    this.gossip = gossip
    this.desk = desk
    this.replication = replication
    this.lists = lists
  }

  run(frame: Frame, argument: number): number {
    const operation = OPERATIONS[argument] ?? ""
    const outcome = this.serve(frame, operation)
    if (outcome !== PARKED) this.questions.delete(frame)
    for (const service of this.desk.takeChanged()) this.lists.changed(service)
    return outcome
  }

  wipe(): void {
    this.questions.clear()
    this.gossip?.crash()
    this.desk.crash()
    this.replication.crash()
    this.lists.crash()
  }

  snapshot(): Plain {
    return capture(this, ["questions"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["questions"], saved)
  }

  private serve(frame: Frame, operation: string): number {
    const { sim, waits, directory } = this.desk
    const wait = waits.take(frame)
    if (wait?.why === DONE) {
      if (wait.letter >= 0) sim.frames.setDouble(frame, KEY, wait.letter)
      return wait.outcome
    }
    if (operation === RAFT || operation === REPLICATE || operation === COPY)
      return this.replication.onMessage(frame, operation)
    if (operation === GOSSIP) return this.gossip?.take(frame) === true ? OK : REJECTED
    const isAgent = !directory.servers.includes(sim.frames.int(frame, CALLER))
    if (operation === GET || operation === GET_STALE || operation === PUT)
      return this.onKey(frame, { operation, question: undefined, wait })
    const question = this.questions.get(frame) ?? this.asked(frame)
    // It has come too late, like a packet to a connection that is closed.
    if (question === undefined) return REJECTED
    const asked = { operation, question, wait }
    const outcome = operation === LIST ? this.lists.list(frame, asked) : this.replication.change(frame, asked)
    if (isAgent && wait === undefined) this.count(operation)
    if (operation === RENEW && outcome === ERROR) this.desk.counts.unknownRenewals.add()
    return outcome
  }

  private asked(frame: Frame): Question | undefined {
    const letter = this.desk.directory.asked(this.desk.sim.frames, frame)
    if (letter?.kind !== "question") return undefined
    this.questions.set(frame, letter)
    return letter
  }

  private onKey(frame: Frame, asked: Asked): number {
    if (asked.operation === PUT) return this.replication.change(frame, asked)
    if (asked.operation === GET) return this.replication.get(frame, asked)
    this.desk.look(frame)
    return OK
  }

  private count(operation: string): void {
    const { counts } = this.desk
    if (operation === REGISTER) counts.registrations.add()
    else if (operation === RENEW) counts.renewals.add()
    else if (operation === REPORT) counts.reports.add()
    else if (operation === DEREGISTER) counts.deregistrations.add()
    else counts.lists.add()
  }
}
