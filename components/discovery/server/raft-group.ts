import {
  capture,
  copyPlain,
  ERROR,
  type Frame,
  KEY,
  NO_TIMER,
  OK,
  type Plain,
  type Port,
  REJECTED,
  reinstate,
  type TimerHandle,
} from "../../../engine/index.ts"
import { type RaftCommitted, type RaftMessage, RaftNode, type RaftRead } from "../../consensus/index.ts"
import { DEREGISTER, PUT, RAFT, RENEW, REPORT } from "../operations.ts"
import { type Change, ENTER, LEAVE, MARK, PUT as WRITE } from "../table.ts"
import type { Desk } from "./desk.ts"
import type { Asked, Replication } from "./parts.ts"
import { PassingOn } from "./passing-on.ts"
import { TIMER_RAFT } from "./timers.ts"
import { FOR_LEADER, FOR_OTHERS } from "./waits.ts"

export interface RaftParams {
  readonly heartbeat: number
  readonly election: number
  readonly leaderLease: number
  readonly commitDelay: number
  readonly hold: number
}

/** Of a call that carries a message of Raft's: nobody waits for its answer, so only the books need it (chosen). */
const MESSAGE_TIMEOUT_NS = 1e9
/** hashicorp/raft config.go, MaxAppendEntries. */
const ENTRIES_PER_APPEND_MAX = 64
/** Entries kept before the state takes their place (chosen; etcd 3.6 keeps 10,000, Consul 16,384). */
const LOG_LENGTH_MAX = 4096

/** A change as it stands in the log; `ticket` names the request that it was proposed for. */
type Command = Change & { readonly ticket: number }

const FIELDS = ["proposals", "reads", "tickets", "isLeader", "leader", "armedNs", "timer"] as const

/** One of the servers that agree on every change through Raft. */
export class RaftGroup implements Replication {
  private readonly node: RaftNode
  private readonly passing: PassingOn
  /** Requests that wait for their change, by ticket, and for a confirmed read, by its id. */
  private proposals = new Map<number, Frame>()
  private reads = new Map<number, Frame>()
  private tickets = 0
  /** As of the end of the latest event. */
  private isLeader = false
  private leader = -1
  private armedNs = Infinity
  private timer: TimerHandle = NO_TIMER
  private isPumping = false
  private readonly desk: Desk
  private readonly ports: readonly (Port | undefined)[]

  constructor(params: RaftParams, desk: Desk) {
    const { replica, replicas } = desk
    this.desk = desk
    this.node = new RaftNode(
      replica,
      replicas,
      {
        electionMinNs: params.election,
        electionMaxNs: 2 * params.election,
        electionStepNs: 0,
        heartbeatNs: params.heartbeat,
        leaseNs: params.leaderLease,
        commitNs: params.commitDelay,
        preVote: true,
        entriesPerAppendMax: ENTRIES_PER_APPEND_MAX,
      },
      desk.stream("raft"),
    )
    this.ports = Array.from({ length: replicas }, (_, other) =>
      other === replica ? undefined : desk.peerPort(other, MESSAGE_TIMEOUT_NS),
    )
    this.passing = new PassingOn(desk, params.hold)
  }

  get leads(): boolean {
    return this.node.role === "leader"
  }

  start(isFirst: boolean): void {
    const { nowNs } = this.desk.sim
    if (isFirst) this.node.start(nowNs)
    else this.node.restart(nowNs)
    this.pump()
  }

  change(frame: Frame, asked: Asked): number {
    if (!this.leads) return this.passOn(frame, asked)
    const { table, leases, sim } = this.desk
    const { operation, question } = asked
    const host = question?.host ?? -1
    const passing = question?.passing === true
    if (operation === PUT) return this.propose(frame, { verb: WRITE, subject: sim.frames.double(frame, KEY), value: 0 })
    if (operation === RENEW) {
      if (!table.has(host)) return ERROR
      leases.renewed(sim.nowNs, host)
      return OK
    }
    if (operation === DEREGISTER && !table.has(host)) return OK
    if (operation === DEREGISTER) return this.propose(frame, { verb: LEAVE, subject: host, value: 0 })
    if (operation === REPORT && table.has(host) && table.isReported(host) === passing) return OK
    return this.propose(frame, { verb: ENTER, subject: host, value: passing ? 1 : 0 })
  }

  passOn(frame: Frame, asked: Asked): number {
    return this.passing.passOn(frame, asked, this.node.leader)
  }

  get(frame: Frame, asked: Asked): number {
    if (!this.leads) return this.passOn(frame, asked)
    const { sim, waits } = this.desk
    const parked = waits.park(frame, { why: FOR_OTHERS })
    this.reads.set(this.node.confirmRead(sim.nowNs), frame)
    this.pump()
    return parked
  }

  expire(hosts: readonly number[]): void {
    const { nowNs } = this.desk.sim
    for (const subject of hosts) this.node.propose(nowNs, { verb: LEAVE, subject, value: 0, ticket: -1 })
    this.pump()
  }

  mark(host: number, isAlive: boolean): void {
    const { table, sim } = this.desk
    if (!this.leads || !table.has(host) || table.isDead(host) !== isAlive) return
    this.node.propose(sim.nowNs, { verb: MARK, subject: host, value: isAlive ? 1 : 0, ticket: -1 })
    this.pump()
  }

  onMessage(frame: Frame): number {
    const { sim, directory } = this.desk
    const letter = directory.asked(sim.frames, frame)
    if (letter?.kind !== "raft") return REJECTED
    this.node.receive(sim.nowNs, letter.message)
    this.pump()
    return OK
  }

  onReply(frame: Frame): void {
    if (this.desk.sim.frames.operation(frame) !== this.desk.numberOf(RAFT)) this.passing.onReply(frame)
  }

  onTimer(): void {
    this.armedNs = Infinity
    this.node.tick(this.desk.sim.nowNs)
    this.pump()
  }

  crash(): void {
    this.node.crash()
    this.proposals.clear()
    this.reads.clear()
    this.passing.clear()
    this.isLeader = false
    this.leader = -1
    this.armedNs = Infinity
  }

  snapshot(): Plain {
    return { ...capture(this, FIELDS), node: this.node.snapshot(), passing: this.passing.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    this.node.restore(Object(saved).node)
    this.passing.restore(Object(saved).passing)
  }

  private propose(frame: Frame, change: Change): number {
    const { sim, waits, replica, replicas } = this.desk
    const ticket = this.tickets++ * replicas + replica
    const parked = waits.park(frame, { why: FOR_OTHERS })
    this.proposals.set(ticket, frame)
    this.node.propose(sim.nowNs, { ...change, ticket })
    this.pump()
    return parked
  }

  /** Does what the node asks for, until it asks for nothing more. A message may be answered while it is sent. */
  private pump(): void {
    if (this.isPumping) return
    this.isPumping = true
    for (;;) {
      const messages = this.node.takeOutbox()
      const committed = this.node.takeCommitted()
      const reads = this.node.takeReadsDone()
      if (messages.length + committed.length + reads.length === 0) break
      for (const one of committed) this.apply(one)
      for (const one of reads) this.endRead(one)
      for (const one of messages) this.send(one)
    }
    this.isPumping = false
    this.compact()
    this.noteLeader()
    this.arm()
  }

  private apply(committed: RaftCommitted): void {
    const { table, leases, sim, waits } = this.desk
    if (committed.kind === "state") {
      if (committed.state === null) table.begin()
      else table.restore(committed.state)
      this.desk.refilled()
      return
    }
    const command = commandOf(committed.command)
    const wasThere = table.has(command.subject)
    this.desk.make(command, committed.index)
    if (this.isLeader && command.verb === ENTER) leases.granted(sim.nowNs, command.subject, wasThere)
    if (this.isLeader && command.verb === LEAVE && wasThere) leases.left(command.subject)
    const frame = this.proposals.get(command.ticket)
    if (frame === undefined) return
    this.proposals.delete(command.ticket)
    waits.end(frame, OK)
  }

  private endRead({ id, isConfirmed }: RaftRead): void {
    const { waits } = this.desk
    const frame = this.reads.get(id)
    if (frame === undefined) return
    this.reads.delete(id)
    if (isConfirmed) this.desk.look(frame)
    waits.end(frame, isConfirmed ? OK : REJECTED)
  }

  private send(message: RaftMessage): void {
    const { sim, letters } = this.desk
    const port = this.ports[message.to]
    if (port === undefined) return
    const frame = this.desk.open(port, RAFT)
    sim.frames.setDouble(frame, KEY, letters.post(sim.nowNs, { kind: "raft", message }))
    port.send(frame)
  }

  private compact(): void {
    if (this.node.logLength < LOG_LENGTH_MAX) return
    this.node.compact(this.desk.table.index, copyPlain(this.desk.table.snapshot(), "a table"))
  }

  /** Who leads may be another now, and with it who keeps the time and whom requests wait for. */
  private noteLeader(): void {
    const { leases, table, sim, waits, counts } = this.desk
    const { leads, node } = this
    if (leads && !this.isLeader) {
      counts.elections.add()
      leases.takeOver(sim.nowNs, table.hosts())
    }
    if (!leads && this.isLeader) {
      leases.clear()
      for (const frame of this.proposals.values()) waits.end(frame, REJECTED)
      this.proposals.clear()
    }
    const isNew = leads && !this.isLeader
    this.isLeader = leads
    // What it has heard of hosts while it was none, nobody may have written down.
    if (isNew) for (const host of table.hosts()) this.mark(host, !this.desk.dead.has(host))
    if (node.leader === this.leader) return
    this.leader = node.leader
    if (node.leader >= 0) waits.retry(FOR_LEADER)
  }

  private arm(): void {
    const { sim } = this.desk
    const { dueNs } = this.node
    if (dueNs >= this.armedNs) return
    if (this.armedNs < Infinity) sim.cancel(this.timer)
    this.armedNs = dueNs
    this.timer = this.desk.after(Math.max(0, dueNs - sim.nowNs), TIMER_RAFT)
  }
}

/** What this group put into its log. */
function commandOf(plain: Plain): Command {
  const { verb, subject, value, ticket } = Object(plain)
  return { verb, subject, value, ticket }
}
