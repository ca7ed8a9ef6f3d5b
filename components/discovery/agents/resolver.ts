import {
  type Actor,
  assert,
  capture,
  type Frame,
  type Plain,
  type Port,
  reinstate,
  type Simulation,
  type Stream,
  TAG,
  TIMER_KINDS,
  type Waiting,
} from "../../../engine/index.ts"
import { type Backends, UNLISTED } from "../../kit/balancing/backends.ts"
import type { Registered } from "../../kit/contract.ts"
import type { Directory, View } from "../directory.ts"
import type { Question } from "../letters.ts"
import { argumentOf, lifeAfter, timerOf } from "../life.ts"
import { LIST } from "../operations.ts"
import type { Asking, Follower } from "./asking.ts"
import type { Way } from "./way.ts"

const TIMER_FOLLOW = TIMER_KINDS

const FIELDS = ["listed", "misled", "sinceNs", "life"] as const

export interface ResolverParts {
  readonly directory: Directory
  readonly way: Way
  readonly timeoutNs: number
  readonly isSettled: boolean
  readonly random: Stream
  readonly follow: (asking: Asking) => Follower
}

/** Who a caller calls, of one component. */
interface Watched extends Registered {
  readonly backends: Backends
}

/** Beside a caller: keeps its list of those it may call. The list outlives the registry, but not the caller. */
export class RegistryResolver implements Actor, Asking, View {
  readonly sim: Simulation
  readonly way: Way
  readonly timeoutNs: number
  readonly isSettled: boolean
  readonly random: Stream
  readonly services: string[] = []
  private readonly watched = new Map<string, Watched>()
  private readonly directory: Directory
  private readonly follower: Follower
  private readonly self: number
  misled = new Map<number, number>()
  sinceNs = 0
  /** By host: 1 where the caller would call it. */
  private listed = new Map<number, number>()
  private life = 0

  constructor(sim: Simulation, self: number, parts: ResolverParts) {
    this.sim = sim
    this.self = self
    this.way = parts.way
    this.timeoutNs = parts.timeoutNs
    this.isSettled = parts.isSettled
    this.random = parts.random
    this.directory = parts.directory
    this.directory.addView(this)
    this.follower = parts.follow(this)
  }

  watch(service: Registered, backends: Backends): void {
    this.services.push(service.component)
    this.watched.set(service.component, { ...service, backends })
    for (const [index, actor] of service.actors.entries()) {
      backends.mark(index, UNLISTED, !this.isSettled)
      this.listed.set(actor, this.isSettled ? 1 : 0)
    }
  }

  start(): void {
    this.follower.start(true)
  }

  watches(service: string): boolean {
    return this.watched.has(service)
  }

  lists(host: number): boolean {
    return this.listed.get(host) === 1
  }

  learn(service: string, hosts: readonly number[]): void {
    this.list(service, this.directory.setOf(hosts), true)
  }

  ask(ports: readonly Port[], question: Question, which: number): void {
    this.way.ask(ports, LIST, question, timerOf(this.life, which))
  }

  after(delayNs: number, argument: number): void {
    this.sim.after(delayNs, this.self, TIMER_FOLLOW, timerOf(this.life, argument))
  }

  onTimer(_kind: number, timer: number): void {
    const argument = argumentOf(timer, this.life)
    if (argument >= 0) this.follower.onTimer(argument)
  }

  onReply(frame: Frame): void {
    const which = argumentOf(this.sim.frames.int(frame, TAG), this.life)
    if (which >= 0) this.follower.onReply(frame, which)
  }

  /** A caller that comes back knows nobody. One that hangs goes on learning: a thread of its own does that. */
  onFault(verb: string, on: boolean, _amount: number): void {
    if (verb !== "crash") return
    this.life = lifeAfter(this.life)
    if (on) this.list("", new Set(), false)
    this.sinceNs = this.sim.nowNs
    if (!on) this.follower.start(false)
  }

  onRequest(_frame: Frame): void {
    assert(false, "nobody calls a resolver")
  }

  onCancel(_frame: Frame): void {
    assert(false, "nobody calls a resolver")
  }

  waiting(): readonly Waiting[] {
    return []
  }

  snapshot(): Plain {
    return {
      ...capture(this, FIELDS),
      way: this.way.snapshot(),
      random: [...this.random.snapshot().state],
      follower: this.follower.snapshot(),
    }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    reinstate(this, FIELDS, saved)
    this.way.restore(from.way)
    this.random.restore({ state: from.random })
    this.follower.restore(from.follower)
  }

  private list(service: string, hosts: ReadonlySet<number>, isLearnt: boolean): void {
    for (const { component, actors, backends } of this.watched.values()) {
      if (service !== "" && service !== component) continue
      for (const [index, actor] of actors.entries()) {
        const isListed = hosts.has(actor)
        if (this.lists(actor) === isListed) continue
        this.listed.set(actor, isListed ? 1 : 0)
        backends.mark(index, UNLISTED, !isListed)
        this.directory.viewChanged(actor, this, isLearnt)
      }
    }
  }
}
