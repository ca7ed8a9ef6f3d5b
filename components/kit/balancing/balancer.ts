import { copyPlain, type Plain, type Stream } from "../../../engine/index.ts"
import type { Backends } from "./backends.ts"

/** What a strategy is given for a choice or an answer: made once at wiring and reused. */
export interface ChoiceContext<P, S, T = undefined> {
  readonly params: P
  state: S
  /** What the strategy's `tables` returned; nothing where it has none. */
  readonly tables: T
  readonly random: Stream
  /** Time of the choice, or of the answer, in ns. */
  now: number
  /** Key of the request, for strategies that hash it. */
  key: number
  /** Of the answer: ns since the choice. */
  latencyNs: number
  /** Of the answer: the number of its outcome. */
  outcome: number
}

/** A balancing strategy: data and pure functions over explicit state. */
export interface Balancing<P, S extends Plain, T = undefined> {
  readonly state: (backends: Backends, params: P) => S
  /** Worked out once from weights and parameters and never changed, such as a hash ring: no part of a snapshot. */
  readonly tables: (backends: Backends, params: P) => T
  /** Index of the chosen backend, -1 when none can be chosen. */
  readonly pick: (context: ChoiceContext<P, S, T>, backends: Backends) => number
  /** Hears of the end of a choice's call, once for each, after the call has left `inFlight`. */
  readonly settled?: (context: ChoiceContext<P, S, T>, backends: Backends, index: number) => void
}

/** A strategy with its parameters, as a port uses it. */
export interface Chooser {
  /** `tried`: a bit for each backend that was tried before, which is chosen only where there is no other. */
  choose(nowNs: number, key: number, backends: Backends, tried?: number): number
  /** True where the strategy goes by what became of its choices: then, and only then, tell it by `settled`. */
  readonly hears: boolean
  /** True where it may want an only backend although that is down. */
  readonly asksAlone: boolean
  /** Whether it would choose a backend now, if it were that one's turn. */
  accepts(index: number): boolean
  /** Tells of the end of a call to the backend that `choose` gave, once for each choice, whatever the outcome. */
  settled(nowNs: number, index: number, latencyNs: number, outcome: number): void
  snapshot(): Plain
  restore(saved: Plain): void
}

/** Ties a strategy to parameters, state and its own stream of chance. */
export function createChooser<P, S extends Plain, T>(
  strategy: Balancing<P, S, T>,
  params: P,
  random: Stream,
  backends: Backends,
): Chooser {
  const state = strategy.state(backends, params)
  const tables = strategy.tables(backends, params)
  const context = { params, state, tables, random, now: 0, key: 0, latencyNs: 0, outcome: 0 }
  return new StrategyChooser(strategy, context, backends)
}

class StrategyChooser<P, S extends Plain, T> implements Chooser {
  readonly hears: boolean
  readonly asksAlone = false
  private readonly strategy: Balancing<P, S, T>
  private readonly context: ChoiceContext<P, S, T>
  private readonly backends: Backends

  constructor(strategy: Balancing<P, S, T>, context: ChoiceContext<P, S, T>, backends: Backends) {
    this.hears = strategy.settled !== undefined
    this.strategy = strategy
    this.context = context
    this.backends = backends
  }

  choose(nowNs: number, key: number, backends: Backends, tried = 0): number {
    this.context.now = nowNs
    this.context.key = key
    return tried === 0 ? this.strategy.pick(this.context, backends) : this.chooseAnother(backends, tried)
  }

  accepts(index: number): boolean {
    return this.backends.isUp(index)
  }

  settled(nowNs: number, index: number, latencyNs: number, outcome: number): void {
    this.context.now = nowNs
    this.context.latencyNs = latencyNs
    this.context.outcome = outcome
    this.strategy.settled?.(this.context, this.backends, index)
  }

  snapshot(): Plain {
    return {
      state: copyPlain(this.context.state, "a strategy's state"),
      random: [...this.context.random.snapshot().state],
    }
  }

  restore(saved: Plain): void {
    Object.assign(this.context, { state: copyPlain(Reflect.get(Object(saved), "state"), "a strategy's state") })
    const state = Reflect.get(Object(saved), "random")
    this.context.random.restore({ state })
  }

  private chooseAnother(backends: Backends, tried: number): number {
    const hidden = backends.hide(tried)
    const index = this.strategy.pick(this.context, backends)
    backends.show(hidden)
    return index < 0 && hidden !== 0 ? this.strategy.pick(this.context, backends) : index
  }
}
