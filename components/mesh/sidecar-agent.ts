import {
  type Actor,
  assert,
  type CountMetric,
  capture,
  type Frame,
  hashText,
  KEY,
  type LatencyMetric,
  NS_PER_S,
  OK,
  type Plain,
  type Port,
  reinstate,
  type Simulation,
  type Stream,
  TAG,
  TIMER_KINDS,
  uniform01,
  type Waiting,
} from "../../engine/index.ts"
import { openBackground } from "../kit/background.ts"
import { type Backends, UNLISTED } from "../kit/balancing/backends.ts"
import type { Board, Told } from "./board.ts"
import { NOTHING } from "./control-plane.ts"

const TIMER_ASK = TIMER_KINDS
const TIMER_RENEW = TIMER_KINDS + 1

/** Waits before a further try, doubled each time, all of it by chance (Envoy, gRPC mux: 500 ms to 30 s). */
const RETRY_MIN_NS = NS_PER_S / 2
const RETRY_MAX_NS = 30 * NS_PER_S

/** Part of its lifetime after which a certificate is renewed, and how far that is spread either way (Istio). */
const RENEWAL = 0.5
const RENEWAL_SPREAD = 0.01

const FIELDS = ["plane", "authority", "known", "asked", "askFailures", "renewFailures", "down", "life"] as const

export interface AgentParts {
  readonly board: Board
  /** Actor of the sidecar. */
  readonly sidecar: number
  /** One to each replica of the control plane. */
  readonly ports: readonly Port[]
  /** The replica it asks first. */
  readonly first: number
  /** Numbers of the operations it asks for. */
  readonly push: number
  readonly certificate: number
  /** Of certificates, in ns; undefined where there are none. */
  readonly lifetimeNs: number | undefined
  readonly random: Stream
  /** Of the sidecar. */
  readonly name: string
  readonly metrics: { readonly staleness: LatencyMetric; readonly renewals: CountMetric }
}

/** Beside a sidecar: keeps what the control plane has told it, and its certificate. */
export class SidecarAgent implements Actor {
  /** What it has been told; undefined after a restart, when a sidecar knows nobody. */
  private told: Told | undefined
  /** The replicas of the control plane that it asks for news, and for certificates. */
  private plane: number
  private authority: number
  /** The version that it has of this replica. */
  private known = NOTHING
  private asked = 0
  /** Failures in a row. */
  private askFailures = 0
  private renewFailures = 0
  private down = false
  /** Counts restarts, so that what was asked before one is not heard after it. */
  private life = 0
  private readonly watched: { readonly component: string; readonly backends: Backends }[] = []
  private readonly sim: Simulation
  private readonly self: number
  private readonly parts: AgentParts
  private readonly visit: number

  constructor(sim: Simulation, self: number, parts: AgentParts) {
    this.sim = sim
    this.self = self
    this.parts = parts
    this.plane = parts.first
    this.authority = parts.first
    this.visit = hashText(parts.name, 0)
  }

  /** From now on replicas of the component that cannot be called are marked in these columns. */
  watch(component: string, backends: Backends): void {
    this.watched.push({ component, backends })
  }

  /** The step in force, as far as it knows. */
  stepOf(service: string): number {
    return this.told?.steps[service] ?? 0
  }

  /** Knows what there is; its certificate is as old as chance has it. */
  start(): void {
    const { sim, self, parts } = this
    this.told = parts.board.toldAtStart(NOTHING)
    sim.after(Math.floor(this.luck() * RETRY_MIN_NS), self, TIMER_ASK, this.life)
    const { lifetimeNs } = parts
    if (lifetimeNs === undefined) return
    const ageNs = Math.floor(this.luck() * RENEWAL * lifetimeNs)
    parts.board.validUntilNs.set(parts.sidecar, lifetimeNs - ageNs)
    sim.after(Math.max(0, this.renewalNs(lifetimeNs) - ageNs), self, TIMER_RENEW, this.life)
  }

  onTimer(kind: number, life: number): void {
    if (life !== this.life || this.down) return
    const { push, certificate } = this.parts
    const isQuestion = kind === TIMER_ASK
    const port = this.parts.ports[isQuestion ? this.plane : this.authority]
    assert(port !== undefined, "an agent asks a replica of the control plane")
    const frame = openBackground(this.sim, port, isQuestion ? push : certificate, {
      number: this.asked++,
      visit: this.visit,
    })
    this.sim.frames.setInt(frame, TAG, 2 * life + (isQuestion ? 0 : 1))
    this.sim.frames.setDouble(frame, KEY, this.known)
    port.send(frame)
  }

  onReply(frame: Frame): void {
    const { frames } = this.sim
    const tag = frames.int(frame, TAG)
    if (Math.floor(tag / 2) !== this.life || this.down) return
    const isGood = frames.outcome(frame) === OK
    const isQuestion = tag % 2 === 0
    if (isQuestion && isGood) this.learn()
    else if (isQuestion) this.askElsewhere()
    else if (isGood) this.renew()
    else this.renewElsewhere()
  }

  onFault(verb: string, on: boolean, _amount: number): void {
    if (verb !== "crash" || this.down === on) return
    const { sim, self, parts } = this
    this.down = on
    this.life++
    if (on) {
      this.told = undefined
      this.known = NOTHING
      this.askFailures = 0
      this.renewFailures = 0
      parts.board.validUntilNs.set(parts.sidecar, 0)
      this.mark()
      return
    }
    sim.after(0, self, TIMER_ASK, this.life)
    if (parts.lifetimeNs !== undefined) sim.after(0, self, TIMER_RENEW, this.life)
  }

  onRequest(_frame: Frame): void {
    assert(false, "nobody calls an agent")
  }

  onCancel(_frame: Frame): void {
    assert(false, "nobody calls an agent")
  }

  waiting(): readonly Waiting[] {
    return []
  }

  snapshot(): Plain {
    const { told, parts } = this
    const plain = told === undefined ? null : { ...told }
    const validUntilNs = parts.board.validUntilNs.get(parts.sidecar) ?? null
    return { ...capture(this, FIELDS), told: plain, validUntilNs, random: [...parts.random.snapshot().state] }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    reinstate(this, FIELDS, saved)
    this.told = from.told ?? undefined
    if (from.validUntilNs !== null) this.parts.board.validUntilNs.set(this.parts.sidecar, from.validUntilNs)
    this.parts.random.restore({ state: from.random })
  }

  /** The answer to a question has come, with news or without. */
  private learn(): void {
    const { sim, parts } = this
    this.askFailures = 0
    const told = parts.board.planes[this.plane]?.toldTo(this.self)
    if (told !== undefined) {
      // At the first question everything is sent, whether it has changed or not.
      if (this.known !== NOTHING) parts.metrics.staleness.record(sim.nowNs - told.changedAtNs)
      this.known = told.version
      this.told = told
      this.mark()
    }
    sim.after(0, this.self, TIMER_ASK, this.life)
  }

  private renew(): void {
    const { board, sidecar, lifetimeNs, metrics } = this.parts
    if (lifetimeNs === undefined) return
    this.renewFailures = 0
    metrics.renewals.add()
    board.validUntilNs.set(sidecar, this.sim.nowNs + lifetimeNs)
    this.sim.after(this.renewalNs(lifetimeNs), this.self, TIMER_RENEW, this.life)
  }

  /** The next replica of the control plane is asked after a while; it does not know what this sidecar knows. */
  private askElsewhere(): void {
    this.plane = (this.plane + 1) % this.parts.ports.length
    this.known = NOTHING
    this.again(TIMER_ASK, ++this.askFailures)
  }

  private renewElsewhere(): void {
    this.authority = (this.authority + 1) % this.parts.ports.length
    this.again(TIMER_RENEW, ++this.renewFailures)
  }

  private again(timer: number, failures: number): void {
    const longestNs = Math.min(RETRY_MAX_NS, RETRY_MIN_NS * (1 << Math.min(failures - 1, 10)))
    this.sim.after(Math.floor(this.luck() * longestNs), this.self, timer, this.life)
  }

  private mark(): void {
    for (const { component, backends } of this.watched) {
      const ready = this.told?.ready[component]
      for (let index = 0; index < backends.length; index++) backends.mark(index, UNLISTED, ready?.[index] !== 1)
    }
  }

  private renewalNs(lifetimeNs: number): number {
    return Math.floor(lifetimeNs * (RENEWAL + (2 * this.luck() - 1) * RENEWAL_SPREAD))
  }

  private luck(): number {
    const { random } = this.parts
    random.step()
    return uniform01(random.a, random.b)
  }
}
