import {
  type Actor,
  capture,
  type Frame,
  NO_FRAME,
  PARENT,
  type Plain,
  reinstate,
  type Server,
  type Waiting,
} from "../../../engine/index.ts"
import type { Gossip } from "../gossip.ts"
import { GOSSIP } from "../operations.ts"
import type { Clerk } from "./clerk.ts"
import type { Desk } from "./desk.ts"
import type { ListDesk, Replication } from "./parts.ts"
import { REGISTRY_TIMERS, TIMER_CACHE, TIMER_GOSSIP, TIMER_SWEEP } from "./timers.ts"

export interface RegistryServerParts {
  readonly server: Server
  readonly clerk: Clerk
  readonly desk: Desk
  readonly replication: Replication
  readonly lists: ListDesk
  readonly gossip: Gossip | null
}

/** Kinds and arguments of timers that came up during a pause, in turn. */
const FIELDS = ["late", "isPaused"] as const

/**
 * One server of a registry: a common server, whose requests a clerk takes, with timers and calls of its own. It shows
 * nobody the common server, which would take the answers to those calls for answers to its own.
 */
export class RegistryServer implements Actor {
  private readonly inner: Server
  private late: number[] = []
  private isPaused = false
  private readonly parts: RegistryServerParts
  private readonly gossipOperation: number

  constructor(parts: RegistryServerParts) {
    this.parts = parts
    this.inner = parts.server
    this.gossipOperation = parts.desk.numberOf(GOSSIP)
  }

  start(): void {
    this.parts.desk.table.begin()
    this.begin(true)
    this.parts.gossip?.start()
  }

  onRequest(frame: Frame): void {
    this.inner.onRequest(frame)
  }

  onReply(frame: Frame): void {
    if (this.parts.desk.sim.frames.int(frame, PARENT) !== NO_FRAME) this.inner.onReply(frame)
    else if (this.parts.desk.sim.frames.operation(frame) !== this.gossipOperation) this.parts.replication.onReply(frame)
    this.tellChanges()
  }

  onCancel(frame: Frame): void {
    this.inner.onCancel(frame)
  }

  onTimer(kind: number, argument: number): void {
    if (kind < REGISTRY_TIMERS) this.inner.onTimer(kind, argument)
    else if (this.isPaused) this.late.push(kind, argument)
    else if (kind === TIMER_GOSSIP) this.onGossip()
    else this.onOwnTimer(kind, this.parts.desk.argumentOf(argument))
  }

  onFault(verb: string, on: boolean, amount: number): void {
    this.inner.onFault(verb, on, amount)
    if (verb === "crash" && !on) {
      this.begin(false)
      this.parts.gossip?.restart()
    }
    if (verb !== "pause") return
    this.isPaused = on
    if (on) return
    const { late } = this
    this.late = []
    for (let at = 0; at < late.length; at += 2) this.onTimer(late[at] ?? 0, late[at + 1] ?? 0)
  }

  waiting(): readonly Waiting[] {
    return this.inner.waiting()
  }

  snapshot(): Plain {
    const { desk, replication, lists, gossip } = this.parts
    return {
      ...capture(this, FIELDS),
      server: this.inner.snapshot(),
      desk: desk.snapshot(),
      replication: replication.snapshot(),
      lists: lists.snapshot(),
      gossip: gossip?.snapshot(),
    }
  }

  restore(saved: Plain): void {
    const { desk, replication, lists, gossip } = this.parts
    const from = Object(saved)
    reinstate(this, FIELDS, saved)
    this.inner.restore(from.server)
    desk.restore(from.desk)
    replication.restore(from.replication)
    lists.restore(from.lists)
    gossip?.restore(from.gossip)
  }

  /** Whoever waits for a list that has changed is answered. */
  private tellChanges(): void {
    const { desk, lists } = this.parts
    for (const service of desk.takeChanged()) lists.changed(service)
  }

  private begin(isFirst: boolean): void {
    const { replication, lists } = this.parts
    replication.start(isFirst)
    lists.start()
    this.setSweep(isFirst)
    this.tellChanges()
  }

  private setSweep(isFirst: boolean): void {
    const { desk } = this.parts
    const { leases, sim, table } = desk
    if (leases.sweepNs === Infinity) return
    desk.after(leases.untilSweepNs(sim.nowNs, isFirst, table.isFilled), TIMER_SWEEP)
  }

  private onGossip(): void {
    this.parts.gossip?.onTimer()
    this.tellChanges()
  }

  private onOwnTimer(kind: number, argument: number): void {
    if (argument < 0) return
    const { replication, lists } = this.parts
    if (kind === TIMER_CACHE) lists.onTimer()
    else if (kind !== TIMER_SWEEP) replication.onTimer(argument)
    else {
      this.setSweep(false)
      this.sweep()
    }
    this.tellChanges()
  }

  private sweep(): void {
    const { desk, replication } = this.parts
    if (!replication.leads) return
    const hosts = desk.leases.sweep(desk.sim.nowNs)
    if (hosts.length === 0) return
    desk.counts.expirations.add(hosts.length)
    replication.expire(hosts)
  }
}
