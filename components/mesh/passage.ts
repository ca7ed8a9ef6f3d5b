import {
  ARRIVED,
  assert,
  CALLER,
  CONTINUE,
  type CountMetric,
  ERROR,
  type Extension,
  FLAGS,
  FOUND,
  type Frame,
  heldFor,
  KEY,
  type LatencyMetric,
  NOTE,
  OK,
  OPERATION,
  OVER_NEW_CONNECTION,
  type Plain,
  PORT,
  RATE_LIMITED,
  REFUSED,
  REJECTED,
  type Simulation,
  UNREACHABLE,
} from "../../engine/index.ts"
import type { KeyedLimiter } from "../kit/limiting/keyed-limiter.ts"
import { ALLOW, REJECT } from "../kit/limiting/limiter.ts"
import type { Board } from "./board.ts"
import type { SidecarAgent } from "./sidecar-agent.ts"
import type { Spreader } from "./versions.ts"

/** Phases: a request has come over its connection; its work is done; nobody else has anything against it. */
export const ARRIVES = 0
export const ASKS = 1
export const PASSES = 2

/** Index of the port to the sidecar's own replica. */
export const INBOUND = 0

/** A component that the replica calls: the ports to it, or to its versions. */
export interface Way {
  readonly component: string
  readonly ports: readonly number[]
  readonly spreader: Spreader | null
}

export interface PassageLimit {
  readonly limiter: KeyedLimiter
  readonly perKey: boolean
}

export interface PassageParts {
  readonly board: Board
  readonly agent: SidecarAgent
  readonly self: number
  /** Operations of the estate. */
  readonly operations: number
  readonly ways: readonly Way[]
  readonly limits: readonly PassageLimit[]
  /** At the start and after each change. */
  readonly rules: readonly PassageRules[]
  /** Whether certificates are shown at all. */
  readonly knowsCallers: boolean
  /** Under which name the agent knows which rules are in force. */
  readonly owner: string
  /** Ports from this index on are to those that are asked. */
  readonly firstAsked: number
  readonly count: Readonly<Record<"denied" | "limited" | "unencrypted" | "badCertificates", CountMetric>>
  /** Null where nothing is measured. */
  readonly telemetry: PassageTelemetry | null
}

export interface PassageRules {
  /** Refuses callers without a certificate. */
  readonly isStrict: boolean
  /** Whether a caller may ask for an operation; `from` is undefined where no certificate says who it is. */
  readonly mayEnter: (from: string | undefined, operation: number) => boolean
  /** Whom rules have asked about a request: the route to it, below 0 for nobody. */
  readonly asks: (from: string | undefined, operation: number) => number
}

export interface PassageTelemetry {
  readonly inbound: LatencyMetric
  readonly outbound: LatencyMetric
  readonly failures: CountMetric
}

/** What a sidecar decides about what passes, in no time of its own. */
export class Passage implements Extension {
  readonly passesSize = true
  private readonly sim: Simulation
  private readonly parts: PassageParts
  /** By the number of a port of the replica: index of the way its calls go. Follows from the wiring. */
  private readonly ways = new Map<number, number>()
  /** By change and caller: 1 where it may ask for the operation, 0 where not. Follows from the rules. */
  private readonly verdicts: readonly Map<string, Uint8Array>[]

  constructor(sim: Simulation, parts: PassageParts) {
    this.sim = sim
    this.parts = parts
    this.verdicts = parts.rules.map(() => new Map())
  }

  /** Whom the replica beside it calls, by the number of the port. */
  bind(proxied: ReadonlyMap<number, string>): void {
    const { ways } = this.parts
    for (const [port, component] of proxied) {
      const index = ways.findIndex((way) => way.component === component)
      assert(index >= 0, "a replica calls whom its kind says it calls")
      this.ways.set(port, index)
    }
  }

  run(frame: Frame, phase: number): number {
    const { frames } = this.sim
    const way = this.ways.get(frames.int(frame, PORT))
    if (phase === ARRIVES) return way === undefined ? this.shakeHands(frame) : CONTINUE
    if (phase === ASKS) return this.ask(frame, way === undefined)
    return way === undefined ? this.letIn(frame) : this.letOut(frame, way)
  }

  passed(frame: Frame, outcome: number): number {
    const { frames, nowNs } = this.sim
    const port = Math.floor(frames.int(frame, NOTE) / this.parts.operations)
    if (port >= this.parts.firstAsked) return this.answered(outcome)
    this.measure(port, nowNs - frames.double(frame, ARRIVED), outcome)
    // The replica is gone but its sidecar answers: a 503, which is no failure of the way here.
    return port === INBOUND && (outcome === REFUSED || outcome === UNREACHABLE) ? ERROR : outcome
  }

  wipe(): void {
    for (const { limiter } of this.parts.limits) limiter.clear()
  }

  snapshot(): Plain {
    return this.parts.limits.map(({ limiter }) => limiter.snapshot())
  }

  restore(saved: Plain): void {
    this.parts.limits.forEach(({ limiter }, index) => {
      limiter.restore(Object(saved)[index])
    })
  }

  /** What comes from elsewhere: with a certificate of this mesh, or without one. */
  private shakeHands(frame: Frame): number {
    const { sim, parts } = this
    const { frames, nowNs } = sim
    const caller = frames.int(frame, CALLER)
    if (parts.board.members.has(caller)) {
      if (!frames.has(frame, OVER_NEW_CONNECTION)) return CONTINUE
      if (parts.board.isValid(caller, nowNs) && parts.board.isValid(parts.self, nowNs)) return CONTINUE
      parts.count.badCertificates.add()
      return REFUSED
    }
    if (this.rulesNow()?.isStrict === true) {
      parts.count.unencrypted.add()
      return REFUSED
    }
    // Its connection may be new, but no keys were exchanged over it.
    frames.setInt(frame, FLAGS, frames.int(frame, FLAGS) & ~OVER_NEW_CONNECTION)
    return CONTINUE
  }

  /** Has somebody asked about a request that comes in, where a rule says so; what is marked as found needs no asking. */
  private ask(frame: Frame, comesIn: boolean): number {
    const { frames } = this.sim
    const rules = comesIn ? this.rulesNow() : undefined
    const route = rules?.asks(this.callerOf(frame), frames.int(frame, OPERATION)) ?? -1
    if (route < 0) frames.raise(frame, FOUND)
    else {
      frames.lower(frame, FOUND)
      frames.setInt(frame, NOTE, route)
    }
    return CONTINUE
  }

  private answered(outcome: number): number {
    if (outcome === OK) return CONTINUE
    this.parts.count.denied.add()
    return REJECTED
  }

  /** The member that has sent a request, where its certificate says so. */
  private callerOf(frame: Frame): string | undefined {
    const { knowsCallers, board } = this.parts
    return knowsCallers ? board.members.get(this.sim.frames.int(frame, CALLER)) : undefined
  }

  private letIn(frame: Frame): number {
    const { sim, parts } = this
    const { frames, nowNs } = sim
    const operation = frames.int(frame, OPERATION)
    if (this.verdictsFor(this.callerOf(frame))?.[operation] !== 1) {
      parts.count.denied.add()
      return REJECTED
    }
    frames.setInt(frame, NOTE, INBOUND * parts.operations + operation)
    let longestNs = ALLOW
    for (const { limiter, perKey } of parts.limits) {
      const waitNs = limiter.decide(nowNs, perKey ? frames.double(frame, KEY) : 0, 1)
      if (waitNs === REJECT) {
        parts.count.limited.add()
        return RATE_LIMITED
      }
      longestNs = Math.max(longestNs, waitNs)
    }
    return longestNs === ALLOW ? CONTINUE : heldFor(longestNs)
  }

  private letOut(frame: Frame, index: number): number {
    const { sim, parts } = this
    const way = parts.ways[index]
    if (way === undefined) return ERROR
    const operation = sim.frames.int(frame, OPERATION)
    let version = 0
    if (way.spreader !== null) {
      way.spreader.copy(frame, operation)
      version = way.spreader.choose(frame, parts.agent.stepOf(way.component))
    }
    sim.frames.setInt(frame, NOTE, (way.ports[version] ?? INBOUND) * parts.operations + operation)
    return CONTINUE
  }

  private measure(port: number, ns: number, outcome: number): void {
    const { telemetry } = this.parts
    if (telemetry === null) return
    const latency = port === INBOUND ? telemetry.inbound : telemetry.outbound
    latency.record(ns)
    if (outcome !== OK) telemetry.failures.add()
  }

  /** The rules that this sidecar has been told of last. */
  private rulesNow(): PassageRules | undefined {
    const { agent, owner, rules } = this.parts
    return rules[agent.stepOf(owner)]
  }

  private verdictsFor(from: string | undefined): Uint8Array | undefined {
    const { agent, owner, operations } = this.parts
    const name = from ?? ""
    const verdicts = this.verdicts[agent.stepOf(owner)]
    const known = verdicts?.get(name)
    if (known !== undefined) return known
    const rules = this.rulesNow()
    const made = Uint8Array.from({ length: operations }, (_, operation) => (rules?.mayEnter(from, operation) ? 1 : 0))
    verdicts?.set(name, made)
    return made
  }
}
