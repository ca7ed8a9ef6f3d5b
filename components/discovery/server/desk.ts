import {
  capture,
  FOUND,
  type Frame,
  KEY,
  type Plain,
  type Port,
  reinstate,
  type Simulation,
  type Stream,
  type TimerHandle,
} from "../../../engine/index.ts"
import { openBackground } from "../../kit/background.ts"
import type { Directory } from "../directory.ts"
import { Letters } from "../letters.ts"
import { argumentOf, lifeAfter, timerOf } from "../life.ts"
import type { ServerCounts } from "../metrics.ts"
import { type Change, Table } from "../table.ts"
import type { Leases } from "./leases.ts"
import { Waits } from "./waits.ts"

/** What a server is built from. */
export interface DeskParts {
  readonly sim: Simulation
  readonly self: number
  /** From 0, and how many there are. */
  readonly replica: number
  readonly replicas: number
  readonly directory: Directory
  readonly leases: Leases
  readonly counts: ServerCounts
  /** A hash of the server's name. */
  readonly visit: number
  /** Everybody is registered when the run begins. */
  readonly isFilled: boolean
  /** The way to another server, for calls that wait so long for an answer. */
  peerPort(replica: number, timeoutNs: number): Port
  numberOf(operation: string): number
  stream(purpose: string): Stream
}

/** What the parts of one server have in common: what it knows, who waits, what it has written, how it calls others. */
export class Desk {
  readonly sim: Simulation
  readonly replica: number
  readonly replicas: number
  readonly directory: Directory
  readonly letters = new Letters()
  readonly table: Table
  readonly leases: Leases
  readonly waits: Waits
  readonly counts: ServerCounts
  /** Hosts whose machines this server holds for dead. */
  dead = new Map<number, number>()
  private changedLists: string[] = []
  /** Starts since the beginning: timers of an earlier life mean nothing. */
  private life = 0
  /** Calls made. */
  private calls = 0
  private readonly parts: DeskParts

  constructor(parts: DeskParts) {
    this.parts = parts
    this.sim = parts.sim
    this.replica = parts.replica
    this.replicas = parts.replicas
    this.directory = parts.directory
    this.leases = parts.leases
    this.counts = parts.counts
    this.table = new Table(parts.directory, parts.isFilled)
    this.waits = new Waits(parts.sim, parts.self)
    parts.directory.addServer(parts.self, this.letters, this.table)
  }

  /** Asked for while the server is built. */
  peerPort(replica: number, timeoutNs: number): Port {
    return this.parts.peerPort(replica, timeoutNs)
  }

  stream(purpose: string): Stream {
    return this.parts.stream(purpose)
  }

  numberOf(operation: string): number {
    return this.parts.numberOf(operation)
  }

  /** Opens a call that no request has caused. */
  open(port: Port, operation: string): Frame {
    const call = { number: this.calls++, visit: this.parts.visit }
    return openBackground(this.sim, port, this.numberOf(operation), call)
  }

  /** Makes a change in the table. */
  make(change: Change, index: number): void {
    const service = this.table.apply(change, index)
    if (service === undefined) return
    this.counts.listChanges.add()
    this.changedLists.push(service)
  }

  /** Any list may be another now. */
  refilled(): void {
    this.changedLists.push(...this.table.services())
  }

  /** Looks the key of a request up. */
  look(frame: Frame): void {
    const { sim, table, directory, counts } = this
    const key = sim.frames.double(frame, KEY)
    if (table.writtenAt(key) > 0) sim.frames.raise(frame, FOUND)
    if (directory.isBehind(table, key)) counts.staleGets.add()
  }

  /** A host's machine is held for dead here, or for alive again. */
  heard(host: number, isDead: boolean): void {
    if (isDead) this.dead.set(host, 1)
    else this.dead.delete(host)
  }

  /** The lists that have changed since this was asked last. */
  takeChanged(): readonly string[] {
    const changed = this.changedLists
    if (changed.length > 0) this.changedLists = []
    return changed
  }

  /** Sets a timer that a crash takes away. `argument` is at most 65,535. */
  after(delayNs: number, kind: number, argument = 0): TimerHandle {
    return this.sim.after(delayNs, this.parts.self, kind, timerOf(this.life, argument))
  }

  /** The argument of a timer that has come up; -1 where an earlier life set it. */
  argumentOf(timer: number): number {
    return argumentOf(timer, this.life)
  }

  /** The server lost its memory. */
  crash(): void {
    this.life = lifeAfter(this.life)
    this.table.clear()
    this.leases.clear()
    this.waits.clear()
    this.dead.clear()
    this.changedLists = []
  }

  snapshot(): Plain {
    return {
      ...capture(this, ["life", "calls", "dead"]),
      letters: this.letters.snapshot(),
      table: this.table.snapshot(),
      leases: this.leases.snapshot(),
      waits: this.waits.snapshot(),
    }
  }

  restore(saved: Plain): void {
    reinstate(this, ["life", "calls", "dead"], saved)
    const from = Object(saved)
    this.letters.restore(from.letters)
    this.table.restore(from.table)
    this.leases.restore(from.leases)
    this.waits.restore(from.waits)
  }
}
