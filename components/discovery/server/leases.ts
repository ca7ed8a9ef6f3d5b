import { capture, copyPlain, type Plain, reinstate, type Stream, uniform01 } from "../../../engine/index.ts"
import type { StrategyPlan } from "../../kit/strategy-choice.ts"
import { livenessOf } from "../liveness/choice.ts"
import type { AnyLiveness, LeaseContext } from "../liveness/contract.ts"

/** The leases that a server keeps the time of. */
export class Leases {
  /** Looked through so often; Infinity: never. */
  readonly sweepNs: number
  private readonly leaf: AnyLiveness
  private readonly context: LeaseContext<unknown, Plain>

  constructor(plan: StrategyPlan, random: Stream) {
    const { params } = plan
    this.leaf = livenessOf(plan)
    this.sweepNs = this.leaf.sweepNs(params)
    this.context = { params, state: this.leaf.state(params), random, leases: new Map(), now: 0 }
  }

  /**
   * Time until they are looked through: from one time to the next; or else since the server was started, where that
   * was long ago at random.
   */
  untilSweepNs(nowNs: number, isFirst: boolean, isSettled: boolean): number {
    const { sweepNs, leaf } = this
    if (leaf.isAligned) return sweepNs - (nowNs % sweepNs)
    if (!isFirst || !isSettled) return sweepNs
    const { random } = this.context
    random.step()
    return Math.floor(uniform01(random.a, random.b) * sweepNs)
  }

  granted(nowNs: number, host: number, wasThere: boolean): void {
    this.context.now = nowNs
    this.leaf.granted(this.context, host, wasThere)
  }

  renewed(nowNs: number, host: number): void {
    this.context.now = nowNs
    this.leaf.renewed(this.context, host)
  }

  left(host: number): void {
    this.context.leases.delete(host)
    this.leaf.left(this.context)
  }

  /** Those whose time is up; they have no lease any more, and leave as soon as that is agreed. */
  sweep(nowNs: number): readonly number[] {
    this.context.now = nowNs
    const hosts = this.leaf.sweep(this.context)
    for (const host of hosts) this.context.leases.delete(host)
    return hosts
  }

  /** Begins to keep the time of these. */
  takeOver(nowNs: number, hosts: readonly number[]): void {
    this.context.leases.clear()
    this.context.now = nowNs
    this.leaf.tookOver(this.context, hosts)
  }

  /** A host is known to have been heard of then. */
  heardOf(host: number, heardNs: number): void {
    const { params, leases } = this.context
    if (leases.has(host)) leases.set(host, this.leaf.goodUntilNs(params, heardNs))
  }

  /** Until when a host's lease is good, as this server knows it; undefined where it keeps no time of it. */
  goodUntilNs(host: number): number | undefined {
    return this.context.leases.get(host)
  }

  /** Keeps no time any more. */
  clear(): void {
    this.context.leases.clear()
    this.context.state = this.leaf.state(this.context.params)
  }

  snapshot(): Plain {
    const { leases, state, random, now } = this.context
    return {
      ...capture({ leases }, ["leases"]),
      state: copyPlain(state, "a lease's state"),
      random: [...random.snapshot().state],
      now,
    }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    reinstate(this.context, ["leases", "state", "now"], from)
    this.context.random.restore({ state: from.random })
  }
}
