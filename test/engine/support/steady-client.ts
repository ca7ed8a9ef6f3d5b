import { BYTES, NETWORK, OUTCOME, POOLED, ROOT, STARTED } from "../../../engine/frames/columns.ts"
import { type Frame, NO_FRAME } from "../../../engine/frames/frames.ts"
import { type OutcomeName, outcomeName } from "../../../engine/frames/outcome.ts"
import type { Actor, Waiting } from "../../../engine/kernel/actor.ts"
import { TIMER_KINDS } from "../../../engine/kernel/kinds.ts"
import { capture, type Plain, reinstate } from "../../../engine/kernel/plain.ts"
import type { Port } from "../../../engine/kernel/port.ts"
import type { Simulation } from "../../../engine/kernel/simulation.ts"

const SEND = TIMER_KINDS

export interface SteadyClientOptions {
  readonly calls: number
  /** From one call to the next; 0 sends them all at once. */
  readonly everyNs: number
  readonly bytes?: number
}

/** How one call ended. Times in ns. */
export interface CallRecord {
  readonly root: number
  readonly outcome: OutcomeName
  readonly latencyNs: number
  readonly networkNs: number
  readonly pooledNs: number
}

/** Sends calls at a constant pace, root numbers 0, 1, …, and keeps how each ended, in the order of their ends. */
export class SteadyClient implements Actor {
  records: CallRecord[] = []
  sent = 0
  /** Set before `start`. */
  port: Port | null = null
  private readonly simulation: Simulation
  private readonly actor: number
  private readonly options: SteadyClientOptions

  constructor(simulation: Simulation, actor: number, options: SteadyClientOptions) {
    this.simulation = simulation
    this.actor = actor
    this.options = options
  }

  start(): void {
    if (this.options.calls > 0) this.simulation.after(0, this.actor, SEND, 0)
  }

  count(outcome: OutcomeName): number {
    return this.records.filter((record) => record.outcome === outcome).length
  }

  onTimer(): void {
    const { simulation, port, options } = this
    if (port === null) throw new Error("the client has no port")
    const frame = port.open(0, NO_FRAME, 0)
    simulation.frames.setInt(frame, ROOT, this.sent++)
    simulation.frames.setDouble(frame, BYTES, options.bytes ?? 0)
    port.send(frame)
    if (this.sent < options.calls) simulation.after(options.everyNs, this.actor, SEND, 0)
  }

  onReply(frame: Frame): void {
    const { frames, nowNs } = this.simulation
    this.records.push({
      root: frames.int(frame, ROOT),
      outcome: outcomeName(frames.int(frame, OUTCOME)),
      latencyNs: nowNs - frames.double(frame, STARTED),
      networkNs: frames.double(frame, NETWORK),
      pooledNs: frames.double(frame, POOLED),
    })
  }

  onRequest(): void {
    throw new Error("a client takes no calls")
  }

  onCancel(): void {
    throw new Error("a client takes no calls")
  }

  onFault(): void {
    throw new Error("a client has no faults")
  }

  snapshot(): Plain {
    return capture(this, ["records", "sent"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["records", "sent"], saved)
  }

  waiting(): readonly Waiting[] {
    return []
  }
}
