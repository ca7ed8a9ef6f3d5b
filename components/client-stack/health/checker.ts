import {
  type Actor,
  assert,
  capture,
  type Frame,
  hashText,
  OK,
  type Plain,
  type Port,
  reinstate,
  type Simulation,
  type Stream,
  TAG,
  TIMER_KINDS,
  type Waiting,
} from "../../../engine/index.ts"
import { openBackground } from "../../kit/background.ts"
import { type Backends, UNHEALTHY } from "../../kit/balancing/backends.ts"
import type { CheckParams } from "./contract.ts"

const TIMER_CHECK = TIMER_KINDS

const TWO_TO_32 = 4_294_967_296

const FIELDS = ["sent", "streak", "down"] as const

export interface CheckerParts {
  readonly params: CheckParams
  /** Number of the operation it asks for. */
  readonly operation: number
  /** One to each backend, with the timeout of a check. */
  readonly ports: readonly Port[]
  readonly backends: Backends
  /** Spreads the first checks over an interval. */
  readonly random: Stream
  /** Of whoever it checks for, and whom. */
  readonly name: string
}

/** Beside a caller: asks the instances it chooses among, one by one, how they are, and takes out those that fail. */
export class HealthChecker implements Actor {
  /** Checks sent. */
  private sent = 0
  /** By backend: checks in a row with the same end, above 0 good ones, below 0 bad ones. */
  private streak: Int32Array
  /** The caller is down, and checks nothing. */
  private down = false
  private readonly sim: Simulation
  private readonly self: number
  private readonly parts: CheckerParts
  private readonly visit: number

  constructor(sim: Simulation, self: number, parts: CheckerParts) {
    this.sim = sim
    this.self = self
    this.parts = parts
    this.streak = new Int32Array(parts.backends.length)
    this.visit = hashText(parts.name, 0)
  }

  start(): void {
    const { params, backends, random } = this.parts
    for (let index = 0; index < backends.length; index++) {
      backends.mark(index, UNHEALTHY, params.initially !== "up")
      random.step()
      const delayNs = Math.floor(((random.a >>> 0) / TWO_TO_32) * params.interval)
      this.sim.after(delayNs, this.self, TIMER_CHECK, index)
    }
  }

  onTimer(_kind: number, index: number): void {
    const { sim, parts } = this
    const { params, operation, ports } = parts
    if (this.down || params.pace === "from-start") this.again(index)
    if (this.down) return
    const port = ports[index]
    assert(port !== undefined, "a check is of one of the instances")
    const frame = openBackground(sim, port, operation, { number: this.sent++, visit: this.visit })
    sim.frames.setInt(frame, TAG, index)
    port.send(frame)
  }

  onReply(frame: Frame): void {
    const { params, backends } = this.parts
    const index = this.sim.frames.int(frame, TAG)
    if (params.pace === "from-end") this.again(index)
    if (this.down) return
    const isGood = this.sim.frames.outcome(frame) === OK
    const before = this.streak[index] ?? 0
    const streak = isGood ? Math.max(before, 0) + 1 : Math.min(before, 0) - 1
    this.streak[index] = streak
    const isFirst = before === 0 && params.initially === "unchecked"
    if (streak >= params.rise || (isGood && isFirst)) backends.mark(index, UNHEALTHY, false)
    else if (-streak >= params.fall) backends.mark(index, UNHEALTHY, true)
  }

  onFault(verb: string, on: boolean, _amount: number): void {
    if (verb !== "crash") return
    this.down = on
    if (on) return
    const { params, backends } = this.parts
    this.streak.fill(0)
    for (let index = 0; index < backends.length; index++) backends.mark(index, UNHEALTHY, params.initially !== "up")
  }

  onRequest(_frame: Frame): void {
    assert(false, "nobody calls a health checker")
  }

  onCancel(_frame: Frame): void {
    assert(false, "nobody calls a health checker")
  }

  waiting(): readonly Waiting[] {
    return []
  }

  snapshot(): Plain {
    return { ...capture(this, FIELDS), random: [...this.parts.random.snapshot().state] }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    this.parts.random.restore({ state: Object(saved).random })
  }

  private again(index: number): void {
    this.sim.after(this.parts.params.interval, this.self, TIMER_CHECK, index)
  }
}
