import {
  assert,
  capture,
  type Plain,
  reinstate,
  type Simulation,
  type Stream,
  TIME_MAX_NS,
} from "../../engine/index.ts"
import type { ArrivalsContext, Resolve } from "./arrivals/contract.ts"
import { ARRIVALS, type ArrivalsPlan } from "./arrivals/notation.ts"
import { type Pace, type Span, TIMER_SEND } from "./pace.ts"

/** The process a plan names, its parameters and state. */
export function arrivalsOf(plan: ArrivalsPlan, resolve: Resolve, random: Stream) {
  const process = ARRIVALS.get(plan.kind)
  assert(process !== undefined, `the schema let the unknown arrival process ${plan.kind} through`)
  const params = process.prepare(plan.plan, resolve)
  const context: ArrivalsContext<unknown, Plain> = {
    params,
    state: process.state(params),
    random,
    now: 0,
    delayNs: 0,
    size: 1,
  }
  return { process, context }
}

/** Sends when an arrival process says so, whatever becomes of the requests: one timer an arrival. */
export class OpenPace implements Pace {
  private readonly sim: Simulation
  private readonly self: number
  private readonly span: Span
  private readonly process: ReturnType<typeof arrivalsOf>["process"]
  private readonly context: ArrivalsContext<unknown, Plain>

  constructor(sim: Simulation, self: number, span: Span, arrivals: ReturnType<typeof arrivalsOf>) {
    this.sim = sim
    this.self = self
    this.span = span
    this.process = arrivals.process
    this.context = arrivals.context
  }

  start(): void {
    this.await()
  }

  due(): number {
    const { size } = this.context
    this.await()
    return size
  }

  settled(): void {
    // An open load does not wait for answers.
  }

  snapshot(): Plain {
    const { random } = this.context
    return { context: capture(this.context, ["state", "now", "size"]), random: { ...random.snapshot() } }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    reinstate(this.context, ["state", "now", "size"], from.context)
    this.context.random.restore(from.random)
  }

  /** Sets the timer of the next arrival, unless there is none in the client's time. */
  private await(): void {
    const { context, span, sim } = this
    this.process.next(context)
    const atNs = span.startNs + context.now + context.delayNs
    if (!(atNs < span.stopNs && atNs <= TIME_MAX_NS)) return
    context.now += context.delayNs
    sim.after(atNs - sim.nowNs, this.self, TIMER_SEND, 0)
  }
}
