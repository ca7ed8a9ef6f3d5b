import {
  type Actor,
  assert,
  capture,
  type Frame,
  OK,
  type Plain,
  type Port,
  REFUSED,
  reinstate,
  type Simulation,
  type Stream,
  TAG,
  TIMER_KINDS,
  uniform01,
  type Waiting,
} from "../../../engine/index.ts"
import { openBackground } from "../../kit/background.ts"
import type { Directory, Host } from "../directory.ts"
import type { Gossip } from "../gossip.ts"
import { argumentOf, lifeAfter, timerOf } from "../life.ts"
import { DEREGISTER } from "../operations.ts"
import type { Duty, Post } from "./duty.ts"
import { ANY, type Way } from "./way.ts"

const TIMER_DUTY = TIMER_KINDS
export const TIMER_GOSSIP_OF_AGENT = TIMER_KINDS + 1

/** Tag of a leave; others are the duty's. */
const LEAVING = 1000

const FIELDS = ["isUp", "isHung", "isWithdrawn", "sinceNs", "life", "probes", "leaveFailures"] as const

export interface RegistrarParts {
  readonly host: number
  readonly service: string
  readonly isSettled: boolean
  readonly directory: Directory
  readonly way: Way
  readonly ports: readonly Port[]
  /** To the host; null where nobody checks it. */
  readonly probe: { readonly port: Port; readonly operation: number; readonly visit: number } | null
  readonly random: Stream
  readonly duty: (post: Post) => Duty
  /** The group that it belongs to; null where there is none. */
  readonly gossip: Gossip | null
}

/** Beside a replica that registers: enters it, keeps the entry up to date, takes it out when the replica withdraws. */
export class Registrar implements Actor, Host, Post {
  readonly sim: Simulation
  readonly way: Way
  readonly service: string
  isHung = false
  sinceNs = 0
  private isUp = true
  /** It serves on, but wants to be called no more. */
  private isWithdrawn = false
  private life = 0
  private probes = 0
  private leaveFailures = 0
  private readonly self: number
  private readonly parts: RegistrarParts
  private readonly duty: Duty

  constructor(sim: Simulation, self: number, parts: RegistrarParts) {
    this.sim = sim
    this.self = self
    this.parts = parts
    this.way = parts.way
    this.service = parts.service
    this.duty = parts.duty(this)
    parts.directory.hosts.set(parts.host, this)
    parts.directory.members.push({ component: parts.service, actor: self, host: parts.host })
  }

  get serves(): boolean {
    return this.isUp && !this.isHung && !this.isWithdrawn
  }

  get heardNs(): number {
    return this.duty.heardNs
  }

  start(): void {
    this.parts.directory.begin(this.parts.host, this)
    this.duty.start(this.parts.isSettled)
    this.parts.gossip?.start()
  }

  ask(operation: string, passing: boolean, tag: number): void {
    const question = { ...ANY, host: this.parts.host, passing }
    this.way.ask(this.parts.ports, operation, question, timerOf(this.life, tag))
  }

  probe(tag: number): void {
    const { probe } = this.parts
    if (probe === null) return
    const { port, operation, visit } = probe
    const frame = openBackground(this.sim, port, operation, { number: this.probes++, visit })
    this.sim.frames.setInt(frame, TAG, timerOf(this.life, tag))
    port.send(frame)
  }

  after(delayNs: number, argument: number): void {
    this.sim.after(delayNs, this.self, TIMER_DUTY, timerOf(this.life, argument))
  }

  draw(): number {
    const { random } = this.parts
    random.step()
    return uniform01(random.a, random.b)
  }

  onTimer(kind: number, timer: number): void {
    if (kind === TIMER_GOSSIP_OF_AGENT) {
      this.parts.gossip?.onTimer()
      return
    }
    const argument = argumentOf(timer, this.life)
    if (argument >= 0) this.duty.onTimer(argument)
  }

  onReply(frame: Frame): void {
    const tag = argumentOf(this.sim.frames.int(frame, TAG), this.life)
    if (tag === LEAVING) this.onLeave(this.sim.frames.outcome(frame) === OK)
    else if (tag >= 0) this.duty.onReply(frame, tag)
  }

  onFault(verb: string, on: boolean, _amount: number): void {
    const before = this.serves
    if (verb === "crash") this.onCrash(on)
    else if (verb === "pause") {
      this.isHung = on
      if (!on && !this.isWithdrawn) this.duty.onThaw()
    } else if (verb === "deregister") this.withdraw(on)
    if (this.serves === before) return
    this.sinceNs = this.sim.nowNs
    this.parts.directory.hostChanged(this.parts.host, this)
  }

  /** Another agent, or a server, gossips. */
  onRequest(frame: Frame): void {
    const isUp = this.parts.gossip?.take(frame) === true
    this.sim.reply(frame, isUp ? OK : REFUSED)
  }

  onCancel(_frame: Frame): void {
    assert(false, "nobody calls a registrar")
  }

  waiting(): readonly Waiting[] {
    return []
  }

  snapshot(): Plain {
    return {
      ...capture(this, FIELDS),
      duty: this.duty.snapshot(),
      way: this.way.snapshot(),
      gossip: this.parts.gossip?.snapshot(),
      random: [...this.parts.random.snapshot().state],
    }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    reinstate(this, FIELDS, saved)
    this.duty.restore(from.duty)
    this.way.restore(from.way)
    this.parts.gossip?.restore(from.gossip)
    this.parts.random.restore({ state: from.random })
  }

  private onCrash(on: boolean): void {
    this.isUp = !on
    if (this.duty.outlivesHost) return
    this.life = lifeAfter(this.life)
    if (on) this.parts.gossip?.crash()
    else this.parts.gossip?.restart()
    if (!on && !this.isWithdrawn) this.duty.start(false)
  }

  private withdraw(on: boolean): void {
    this.isWithdrawn = on
    this.life = lifeAfter(this.life)
    this.leaveFailures = 0
    if (!this.isUp && !this.duty.outlivesHost) return
    if (on) this.ask(DEREGISTER, false, LEAVING)
    else this.duty.start(false)
  }

  /** Each server is asked once. An entry that none has taken out goes when its time is up, if it has one. */
  private onLeave(isDone: boolean): void {
    if (isDone) return
    this.way.next()
    this.leaveFailures++
    if (this.leaveFailures < this.way.servers) this.ask(DEREGISTER, false, LEAVING)
  }
}
