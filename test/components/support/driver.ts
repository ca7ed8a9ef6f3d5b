import {
  type Actor,
  BYTES,
  FOUND,
  type Frame,
  KEY,
  NO_FRAME,
  type OutcomeName,
  outcomeName,
  type Plain,
  POOLED,
  type Port,
  QUEUED,
  ROOT,
  type Simulation,
  STARTED,
  TAG,
  TIMER_KINDS,
  type Waiting,
} from "../../../engine/index.ts"

/** A call the driver makes at a time, through the port to a component. */
export interface ScriptedCall {
  readonly atNs: number
  readonly to: string
  readonly operation: string
  readonly key?: number
  readonly bytes?: number
}

export interface Answer {
  /** Index of the call in the script. */
  readonly call: number
  readonly startedNs: number
  readonly atNs: number
  readonly outcome: OutcomeName
  readonly found: boolean
  readonly queuedNs: number
  readonly pooledNs: number
  /** Of the answer. */
  readonly bytes: number
}

const NEXT = TIMER_KINDS

/**
 * Makes the calls of a script, in order of time, and writes down each answer. With `again`, every call is made anew as
 * soon as it is answered (a closed loop) until the given time.
 */
export class Driver implements Actor {
  answers: Answer[] = []
  private made = 0
  private readonly sim: Simulation
  private readonly self: number
  private readonly script: readonly ScriptedCall[]
  private readonly portOf: (component: string) => Port
  private readonly numberOf: (operation: string) => number
  private readonly againUntilNs: number

  constructor(
    sim: Simulation,
    self: number,
    script: readonly ScriptedCall[],
    the: {
      readonly portOf: (component: string) => Port
      readonly numberOf: (operation: string) => number
      readonly againUntilNs: number
    },
  ) {
    this.sim = sim
    this.self = self
    this.script = script
    this.portOf = the.portOf
    this.numberOf = the.numberOf
    this.againUntilNs = the.againUntilNs
  }

  start(): void {
    this.script.forEach(({ atNs }, call) => {
      this.sim.after(atNs, this.self, NEXT, call)
    })
  }

  onTimer(_kind: number, call: number): void {
    this.make(call)
  }

  onReply(frame: Frame): void {
    const { frames, nowNs } = this.sim
    const call = frames.int(frame, TAG)
    this.answers.push({
      call,
      startedNs: frames.double(frame, STARTED),
      atNs: nowNs,
      outcome: outcomeName(frames.outcome(frame)),
      found: frames.has(frame, FOUND),
      queuedNs: frames.double(frame, QUEUED),
      pooledNs: frames.double(frame, POOLED),
      bytes: frames.double(frame, BYTES),
    })
    if (nowNs < this.againUntilNs) this.make(call)
  }

  onRequest(): void {
    throw new Error("nobody calls the driver")
  }

  onCancel(): void {
    throw new Error("nobody calls the driver")
  }

  onFault(): void {
    throw new Error("the driver does not fail")
  }

  waiting(): readonly Waiting[] {
    return []
  }

  snapshot(): Plain {
    return { answers: this.answers.map((answer) => ({ ...answer })), made: this.made }
  }

  restore(saved: Plain): void {
    this.answers = [...Object(saved).answers]
    this.made = Object(saved).made
  }

  private make(index: number): void {
    const call = this.script[index]
    if (call === undefined) return
    const port = this.portOf(call.to)
    const { frames } = this.sim
    const frame = port.open(this.numberOf(call.operation), NO_FRAME, 0)
    frames.setInt(frame, ROOT, this.made++)
    frames.setInt(frame, TAG, index)
    frames.setDouble(frame, KEY, call.key ?? 0)
    frames.setDouble(frame, BYTES, call.bytes ?? 0)
    port.send(frame)
  }
}
