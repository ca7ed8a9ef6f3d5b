import {
  type Actor,
  assert,
  CALLEE,
  CALLER,
  CALLER_DONE,
  capture,
  DEADLINE_AT,
  type Frame,
  NO_FRAME,
  PARENT,
  type Plain,
  type Port,
  PRIORITY,
  ROOT,
  reinstate,
  type Simulation,
  STARTED,
  TAG,
  VISIT,
  type Waiting,
} from "../../engine/index.ts"
import type { Mix, RequestDraws } from "./draws.ts"
import type { Pace } from "./pace.ts"
import { bookEnded, bookSent, type LoadTally } from "./tally.ts"

/** A class of requests with names resolved. */
export interface ClassRoute {
  readonly port: Port
  readonly operation: number
  readonly priority: number
  /** From sending on, in ns; Infinity for none. */
  readonly deadlineNs: number
}

export interface ClientParts {
  readonly pace: Pace
  readonly mix: Mix
  readonly draws: RequestDraws
  readonly routes: readonly ClassRoute[]
  readonly tally: LoadTally
  /** Hash of the instance's name: its requests have luck of their own. */
  readonly visit: number
}

/** One replica of a client: the root of every request it sends. It serves nobody. */
export class ClientActor implements Actor {
  /** Requests sent; the number of the next one. */
  sent = 0
  private readonly sim: Simulation
  private readonly self: number
  private readonly parts: ClientParts

  constructor(sim: Simulation, self: number, parts: ClientParts) {
    this.sim = sim
    this.self = self
    this.parts = parts
  }

  start(): void {
    this.parts.pace.start()
  }

  onTimer(_kind: number, _argument: number): void {
    for (let left = this.parts.pace.due(); left > 0; left--) this.send()
  }

  onReply(frame: Frame): void {
    const { frames, nowNs } = this.sim
    const { tally, pace } = this.parts
    const outcome = frames.outcome(frame)
    const latencyNs = nowNs - frames.double(frame, STARTED)
    const ofClass = tally.classes[frames.int(frame, TAG)]
    assert(ofClass !== undefined, "an answer to a client belongs to a class of its load")
    bookEnded(tally.whole, outcome, latencyNs)
    if (ofClass !== tally.whole) bookEnded(ofClass, outcome, latencyNs)
    pace.settled()
  }

  onRequest(_frame: Frame): void {
    assert(false, "a client takes no requests")
  }

  onCancel(_frame: Frame): void {
    assert(false, "a client takes no requests")
  }

  onFault(verb: string, _on: boolean, _amount: number): void {
    assert(false, `a client does not obey the fault ${verb}`)
  }

  waiting(): readonly Waiting[] {
    const { frames } = this.sim
    const found: Waiting[] = []
    frames.forEachOpen((frame) => {
      if (frames.int(frame, PARENT) !== NO_FRAME || frames.int(frame, CALLER) !== this.self) return
      if (frames.has(frame, CALLER_DONE)) return
      found.push({ frame, resource: "an answer", holder: frames.int(frame, CALLEE) })
    })
    return found
  }

  snapshot(): Plain {
    const { pace, mix, draws } = this.parts
    return { ...capture(this, ["sent"]), pace: pace.snapshot(), mix: mix.snapshot(), draws: draws.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, ["sent"], saved)
    const from = Object(saved)
    this.parts.pace.restore(from.pace)
    this.parts.mix.restore(from.mix)
    this.parts.draws.restore(from.draws)
  }

  private send(): void {
    const { sim, parts } = this
    const { frames, nowNs } = sim
    const index = parts.mix.choose()
    const route = parts.routes[index]
    const ofClass = parts.tally.classes[index]
    assert(route !== undefined && ofClass !== undefined, "the mix chooses among the classes of the load")
    const frame = route.port.open(route.operation, NO_FRAME, 0)
    frames.setInt(frame, ROOT, this.sent++)
    frames.setInt(frame, VISIT, parts.visit)
    frames.setInt(frame, TAG, index)
    frames.setInt(frame, PRIORITY, route.priority)
    frames.setDouble(frame, DEADLINE_AT, nowNs + route.deadlineNs)
    parts.draws.fill(frames, frame, index)
    bookSent(parts.tally.whole)
    if (ofClass !== parts.tally.whole) bookSent(ofClass)
    route.port.send(frame)
  }
}
