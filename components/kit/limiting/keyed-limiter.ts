import { copyPlain, type Plain } from "../../../engine/index.ts"
import { INSIDE_ROWS_MAX, type InsidePart, type InsideView } from "../inside.ts"
import type { AnyLimiter, LimitContext } from "./limiter.ts"

/** Keys from which on those that are as good as new are looked for and forgotten (chosen). */
const SWEEP_MIN = 1024
/** Keys that are kept at most; the one known longest makes room (chosen; nginx and Kong evict from a full zone too). */
const KEYS_MAX = 1_000_000

/** A limiter with its parameters, as a component uses it: one state a key, made when the key first comes. */
export class KeyedLimiter {
  private readonly limiter: AnyLimiter
  private readonly context: LimitContext<unknown, Plain, unknown>
  private readonly keysMax: number
  private states = new Map<number, Plain>()
  private sweepAt = SWEEP_MIN

  constructor(limiter: AnyLimiter, params: unknown, keysMax: number = KEYS_MAX) {
    this.limiter = limiter
    this.context = { params, tables: limiter.tables?.(params), state: null, now: 0, cost: 1 }
    this.keysMax = keysMax
  }

  /** Keys whose state is kept. */
  get size(): number {
    return this.states.size
  }

  /** ALLOW, REJECT, or the ns to wait. */
  decide(nowNs: number, key: number, cost: number): number {
    this.enter(nowNs, key, cost)
    return this.limiter.decide(this.context)
  }

  /** What the key may use at once; undefined where the limiter tells nobody. */
  remaining(nowNs: number, key: number): number | undefined {
    this.enter(nowNs, key, 1)
    return this.limiter.remaining?.(this.context)
  }

  /** Ns until a request of the key would be let through if no other came. */
  retryAfterNs(nowNs: number, key: number, cost: number): number {
    this.enter(nowNs, key, cost)
    return this.limiter.retryAfterNs(this.context)
  }

  /** Books what was let through elsewhere, whether it would have been let through here or not. */
  absorb(nowNs: number, key: number, cost: number): void {
    this.enter(nowNs, key, cost)
    this.limiter.absorb?.(this.context)
  }

  /** Takes over another's state of a key. */
  copyKey(key: number, from: KeyedLimiter): void {
    const state = from.states.get(key)
    if (state === undefined) this.states.delete(key)
    else this.states.set(key, copyPlain(state, "a limiter's state"))
  }

  /** Every key is new again. */
  clear(): void {
    this.states.clear()
    this.sweepAt = SWEEP_MIN
  }

  /** What each key has left, those that have to wait longest in front. */
  inside({ nowNs }: InsideView, title: string): InsidePart {
    const { limiter, context } = this
    const rows = [...this.states].map(([key, kept]): readonly [number, number | string, number] => {
      const state = copyPlain(kept, "a limiter's state")
      const asked = { ...context, state, now: nowNs, cost: 1 }
      return [key, limiter.remaining?.(asked) ?? "not told", limiter.retryAfterNs(asked) / 1e6]
    })
    rows.sort(([one, , oneMs], [other, , otherMs]) => (otherMs === oneMs ? one - other : otherMs > oneMs ? 1 : -1))
    const columns = ["key", "left", "free in (ms)"]
    return { title, count: rows.length, countMax: this.keysMax, columns, rows: rows.slice(0, INSIDE_ROWS_MAX) }
  }

  snapshot(): Plain {
    return { states: copyPlain(this.states, "a limiter's state"), sweepAt: this.sweepAt }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    const states = copyPlain(from.states, "a limiter's state")
    if (!(states instanceof Map)) throw new TypeError("a snapshot of a limiter has a map of states")
    this.states = states
    this.sweepAt = from.sweepAt
  }

  /** Makes the context that of one request. */
  private enter(nowNs: number, key: number, cost: number): void {
    const { context } = this
    context.now = nowNs
    context.cost = cost
    const known = this.states.get(key)
    if (known !== undefined) {
      context.state = known
      return
    }
    if (this.states.size >= this.sweepAt) this.sweep()
    if (this.states.size >= this.keysMax) this.forgetOldest()
    context.state = this.limiter.state(context)
    this.states.set(key, context.state)
  }

  /** Forgets the keys that are as good as new; the next sweep comes when twice as many are there. */
  private sweep(): void {
    for (const [key, state] of this.states) {
      this.context.state = state
      if (this.limiter.idle(this.context)) this.states.delete(key)
    }
    this.sweepAt = Math.max(SWEEP_MIN, 2 * this.states.size)
  }

  private forgetOldest(): void {
    const [oldest] = this.states.keys()
    if (oldest !== undefined) this.states.delete(oldest)
  }
}
