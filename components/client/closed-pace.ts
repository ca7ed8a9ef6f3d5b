import { type Plain, type Sampler, type Simulation, type Stream, TIME_MAX_NS, wholeNs } from "../../engine/index.ts"
import { type Pace, type Span, TIMER_SEND } from "./pace.ts"

export interface Users {
  readonly count: number
  /** Time between an answer and the same user's next request, in ns. */
  readonly think: Sampler
  /** Time over which they begin, in ns. */
  readonly staggerNs: number
  readonly random: Stream
}

/**
 * A number of users, each of whom sends, waits for the answer, thinks and sends again. Users are alike, so nobody
 * needs to know whose answer has come.
 */
export class ClosedPace implements Pace {
  private readonly sim: Simulation
  private readonly self: number
  private readonly span: Span
  private readonly users: Users

  constructor(sim: Simulation, self: number, span: Span, users: Users) {
    this.sim = sim
    this.self = self
    this.span = span
    this.users = users
  }

  start(): void {
    const { count, staggerNs } = this.users
    for (let user = 0; user < count; user++) {
      this.sendAt(this.span.startNs + Math.floor((user * staggerNs) / count))
    }
  }

  due(): number {
    return 1
  }

  settled(): void {
    const { random, think } = this.users
    random.step()
    this.sendAt(this.sim.nowNs + wholeNs(think.sample(random.a, random.b)))
  }

  snapshot(): Plain {
    return { ...this.users.random.snapshot() }
  }

  restore(saved: Plain): void {
    this.users.random.restore(Object(saved))
  }

  private sendAt(atNs: number): void {
    if (atNs < this.span.stopNs && atNs <= TIME_MAX_NS) this.sim.after(atNs - this.sim.nowNs, this.self, TIMER_SEND, 0)
  }
}
