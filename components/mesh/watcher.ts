import {
  type Actor,
  assert,
  type Frame,
  hashText,
  OK,
  type Plain,
  type Port,
  type Simulation,
  type Stream,
  TAG,
  TIMER_KINDS,
  uniform01,
  type Waiting,
} from "../../engine/index.ts"
import { openBackground } from "../kit/background.ts"
import type { Board } from "./board.ts"

const TIMER_PROBE = TIMER_KINDS
const TIMER_STEP = TIMER_KINDS + 1

/** A replica, and how to ask it. */
export interface Probed {
  readonly component: string
  readonly replica: number
  /** With the timeout of a probe. */
  readonly port: Port
}

/** A change of what has versions. */
export interface Change {
  readonly service: string
  readonly step: number
  readonly atNs: number
}

export interface WatcherParts {
  readonly board: Board
  readonly probed: readonly Probed[]
  readonly changes: readonly Change[]
  /** Number of the operation that probes ask for. */
  readonly operation: number
  readonly intervalNs: number
  readonly fall: number
  readonly rise: number
  /** Spreads the first probes over an interval. */
  readonly random: Stream
  /** Of the mesh. */
  readonly name: string
}

/**
 * The platform below a mesh: probes every replica of the members and of those that they call, and makes the changes of configuration when they are
 * due. It tells all replicas of the control plane, and is struck by no fault of theirs.
 */
export class Watcher implements Actor {
  private sent = 0
  /** By probed replica: probes in a row with the same end, above 0 good ones, below 0 bad ones. */
  private readonly streak: Int32Array
  private readonly sim: Simulation
  private readonly self: number
  private readonly parts: WatcherParts
  private readonly visit: number

  constructor(sim: Simulation, self: number, parts: WatcherParts) {
    this.sim = sim
    this.self = self
    this.parts = parts
    this.streak = new Int32Array(parts.probed.length)
    this.visit = hashText(parts.name, 0)
  }

  start(): void {
    const { sim, self, parts } = this
    for (let index = 0; index < parts.probed.length; index++) {
      parts.random.step()
      const delayNs = Math.floor(uniform01(parts.random.a, parts.random.b) * parts.intervalNs)
      sim.after(delayNs, self, TIMER_PROBE, index)
    }
    parts.changes.forEach(({ atNs }, index) => {
      sim.after(atNs, self, TIMER_STEP, index)
    })
  }

  onTimer(kind: number, index: number): void {
    const { sim, parts } = this
    if (kind === TIMER_STEP) {
      const change = parts.changes[index]
      if (change !== undefined) parts.board.truth.steps[change.service] = change.step
      this.tell()
      return
    }
    sim.after(parts.intervalNs, this.self, TIMER_PROBE, index)
    const port = parts.probed[index]?.port
    assert(port !== undefined, "a probe is of one of the replicas")
    const frame = openBackground(sim, port, parts.operation, { number: this.sent++, visit: this.visit })
    sim.frames.setInt(frame, TAG, index)
    port.send(frame)
  }

  onReply(frame: Frame): void {
    const { frames } = this.sim
    const index = frames.int(frame, TAG)
    const { fall, rise, probed, board } = this.parts
    const before = this.streak[index] ?? 0
    const streak = frames.outcome(frame) === OK ? Math.max(before, 0) + 1 : Math.min(before, 0) - 1
    this.streak[index] = streak
    const one = probed[index]
    const ready = one === undefined ? undefined : board.truth.ready[one.component]
    if (one === undefined || ready === undefined) return
    const is = streak >= rise ? 1 : -streak >= fall ? 0 : ready[one.replica]
    if (is === undefined || is === ready[one.replica]) return
    ready[one.replica] = is
    this.tell()
  }

  onFault(): void {}

  onRequest(_frame: Frame): void {
    assert(false, "nobody calls a watcher")
  }

  onCancel(_frame: Frame): void {
    assert(false, "nobody calls a watcher")
  }

  waiting(): readonly Waiting[] {
    return []
  }

  snapshot(): Plain {
    const { sent, streak, parts } = this
    return {
      sent,
      streak: streak.slice(),
      truth: parts.board.truth.snapshot(),
      random: [...parts.random.snapshot().state],
    }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.sent = from.sent
    this.streak.set(from.streak)
    this.parts.board.truth.restore(from.truth)
    this.parts.random.restore({ state: from.random })
  }

  private tell(): void {
    const { board } = this.parts
    board.truth.changedAtNs = this.sim.nowNs
    for (const plane of board.planes) plane.noteChange()
  }
}
