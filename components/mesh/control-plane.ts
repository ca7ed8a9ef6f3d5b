import {
  ARRIVED,
  CALLER,
  CONTINUE,
  type CountMetric,
  type Extension,
  type Frame,
  HOLDS_EXTRA,
  KEY,
  NS_PER_S,
  OK,
  PARKED,
  type Plain,
  type Simulation,
  wake,
} from "../../engine/index.ts"
import type { Board, Told } from "./board.ts"

/** A question without news is answered after so long, and asked again (Istio, KEEPALIVE: gRPC pings every 30 s). */
export const KEEPALIVE_NS = 30 * NS_PER_S

/** Phases of a question: waits for news and for its turn; has got them. */
export const NEWS = 0
export const TOLD = 1

/** What nobody has been told yet, in the key of a question. */
export const NOTHING = -1

/**
 * One replica of the control plane. Agents ask it for news, naming the version they know; the answer waits until there
 * is a newer one, and then for its turn, since only so many are told at a time.
 */
export class ControlPlane implements Extension {
  private told: Told
  /** Agents being told now, or called to be. */
  private telling = 0
  /** Questions: without news; with news but not their turn; called. In the order in which they came. */
  private readonly idle = new Set<Frame>()
  private readonly line = new Set<Frame>()
  private readonly called = new Set<Frame>()
  /** What each agent was last sent. */
  private readonly sent = new Map<number, Told>()
  private readonly sim: Simulation
  private readonly self: number
  private readonly board: Board
  private readonly atOnce: number
  private readonly pushes: CountMetric

  constructor(
    sim: Simulation,
    self: number,
    the: { readonly board: Board; readonly atOnce: number; readonly pushes: CountMetric },
  ) {
    this.sim = sim
    this.self = self
    this.board = the.board
    this.atOnce = the.atOnce
    this.pushes = the.pushes
    this.told = the.board.truth.told(0, 0)
  }

  /** What is the case now becomes what agents are told. */
  publish(changedAtNs: number): void {
    this.told = this.board.truth.told(this.told.version + 1, changedAtNs)
    for (const frame of this.idle) wake(this.sim, this.self, frame, 0)
    this.idle.clear()
  }

  toldTo(agent: number): Told | undefined {
    return this.sent.get(agent)
  }

  run(frame: Frame, phase: number): number {
    const { frames } = this.sim
    const caller = frames.int(frame, CALLER)
    if (phase === TOLD) {
      this.sent.set(caller, this.told)
      this.pushes.add()
      return CONTINUE
    }
    if (this.called.delete(frame)) return CONTINUE
    this.idle.delete(frame)
    return frames.double(frame, KEY) === this.told.version ? this.waitForNews(frame, caller) : this.takeTurn(frame)
  }

  release(frame: Frame): void {
    const [next] = this.line
    if (next === undefined) {
      this.telling--
      return
    }
    this.line.delete(next)
    this.called.add(next)
    this.sim.frames.raise(next, HOLDS_EXTRA)
    wake(this.sim, this.self, next, 0)
    this.called.delete(frame)
  }

  wipe(): void {
    this.telling = 0
    for (const questions of [this.idle, this.line, this.called, this.sent]) questions.clear()
  }

  snapshot(): Plain {
    const sent = [...this.sent].map(([agent, told]) => [agent, plainOf(told)])
    const { idle, line, called, telling } = this
    return { told: plainOf(this.told), telling, idle: [...idle], line: [...line], called: [...called], sent }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.wipe()
    this.told = from.told
    this.telling = from.telling
    for (const frame of from.idle) this.idle.add(frame)
    for (const frame of from.line) this.line.add(frame)
    for (const frame of from.called) this.called.add(frame)
    for (const [agent, told] of from.sent) this.sent.set(agent, told)
  }

  private waitForNews(frame: Frame, caller: number): number {
    const { sim } = this
    const leftNs = sim.frames.double(frame, ARRIVED) + KEEPALIVE_NS - sim.nowNs
    if (leftNs <= 0) {
      this.sent.delete(caller)
      return OK
    }
    this.idle.add(frame)
    wake(sim, this.self, frame, leftNs)
    return PARKED
  }

  private takeTurn(frame: Frame): number {
    if (this.telling >= this.atOnce) {
      this.line.add(frame)
      return PARKED
    }
    this.telling++
    this.sim.frames.raise(frame, HOLDS_EXTRA)
    return CONTINUE
  }
}

function plainOf({ version, changedAtNs, ready, steps }: Told): Plain {
  return { version, changedAtNs, ready, steps }
}
