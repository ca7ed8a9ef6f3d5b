import { copyPlain, type Plain, type Stream } from "../../../engine/index.ts"
import type { Backends } from "./backends.ts"

/** What a strategy is given for a choice: made once at wiring and reused. */
export interface ChoiceContext<P, S> {
  readonly params: P
  state: S
  readonly random: Stream
  /** Time of the choice in ns. */
  now: number
  /** Key of the request, for strategies that hash it. */
  key: number
}

/** A balancing strategy: data and pure functions over explicit state. */
export interface Balancing<P, S extends Plain> {
  readonly state: (backends: Backends) => S
  /** Index of the chosen backend, -1 when none can be chosen. */
  readonly pick: (context: ChoiceContext<P, S>, backends: Backends) => number
}

/** A strategy with its parameters, as a port uses it. */
export interface Chooser {
  choose(nowNs: number, key: number, backends: Backends): number
  snapshot(): Plain
  restore(saved: Plain): void
}

/** Ties a strategy to parameters, state and its own stream of chance. */
export function createChooser<P, S extends Plain>(
  strategy: Balancing<P, S>,
  params: P,
  random: Stream,
  backends: Backends,
): Chooser {
  return new StrategyChooser(strategy, { params, state: strategy.state(backends), random, now: 0, key: 0 })
}

class StrategyChooser<P, S extends Plain> implements Chooser {
  private readonly strategy: Balancing<P, S>
  private readonly context: ChoiceContext<P, S>

  constructor(strategy: Balancing<P, S>, context: ChoiceContext<P, S>) {
    this.strategy = strategy
    this.context = context
  }

  choose(nowNs: number, key: number, backends: Backends): number {
    this.context.now = nowNs
    this.context.key = key
    return this.strategy.pick(this.context, backends)
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
}
