import { BREAKERS, breakerOf } from "../../../../components/client-stack/breakers/choice.ts"
import { BUDGETS, budgetOf } from "../../../../components/client-stack/budgets/choice.ts"
import { BULKHEADS, LIMITS, limiterOf } from "../../../../components/client-stack/concurrency/choice.ts"
import { ADMITTED, WAITS } from "../../../../components/client-stack/concurrency/contract.ts"
import { HEDGES, hedgeOf } from "../../../../components/client-stack/hedges/choice.ts"
import type { PolicyLeaf } from "../../../../components/client-stack/leaf.ts"
import { OUTLIERS, outliersOf } from "../../../../components/client-stack/outliers/choice.ts"
import { FAILED } from "../../../../components/client-stack/results.ts"
import { THROTTLES, throttleOf } from "../../../../components/client-stack/shedding/throttles/choice.ts"
import type { StrategyPlan } from "../../../../components/kit/strategy-choice.ts"
import { type Plain, type Stream, seedWords } from "../../../../engine/index.ts"

export const NAME = { seed: seedWords("42"), instance: "pay[2]", target: "ledger" }

/** A call under way: `mark` is what the policy said of it, or its backend. */
export interface OpenCall {
  readonly startNs: number
  readonly endNs: number
  readonly result: number
  readonly retry: boolean
  readonly mark: number
}

/** How the traffic meets a policy of one family. Both tell what the policy answered, in numbers. */
export interface Adaptor {
  /** A new call: answer, `goes` where it is sent, and whether it is somebody's second try. */
  offer(nowNs: number, luck: Stream): { readonly answer: number; readonly goes: boolean; readonly retry?: boolean }
  /** A call ends: answer, and how many further calls start for it, as retries or from a line. */
  settle(nowNs: number, call: OpenCall): { readonly answer: number; readonly starts: boolean }
  /** Asks without changing anything. */
  look?(nowNs: number): void
  snapshot(): Plain
  restore(saved: Plain): void
}

export interface Family {
  readonly name: string
  readonly leaves: ReadonlyMap<string, PolicyLeaf<unknown>>
  adapt(plan: StrategyPlan): Adaptor
}

export const BACKENDS = 12

export const FAMILIES: readonly Family[] = [
  { name: "breakers", leaves: BREAKERS, adapt: adaptBreaker },
  { name: "budgets", leaves: BUDGETS, adapt: adaptBudget },
  { name: "concurrency", leaves: new Map([...BULKHEADS, ...LIMITS]), adapt: adaptLimiter },
  { name: "hedges", leaves: HEDGES, adapt: adaptHedge },
  { name: "outliers", leaves: OUTLIERS, adapt: adaptOutliers },
  { name: "throttles", leaves: THROTTLES, adapt: adaptThrottle },
]

function adaptBreaker(plan: StrategyPlan): Adaptor {
  const breaker = breakerOf(plan, NAME)
  return {
    offer: (nowNs, luck) => {
      // One call in eight.
      const retry = (luck.b & 0x700) === 0
      const goes = breaker.admit(nowNs, retry)
      return { answer: goes ? 1 : 0, goes, retry }
    },
    settle: (nowNs, { startNs, result, retry }) => {
      breaker.settled(nowNs, retry, result, nowNs - startNs)
      return { answer: 1, starts: false }
    },
    snapshot: () => breaker.snapshot(),
    restore: (saved) => breaker.restore(saved),
  }
}

function adaptBudget(plan: StrategyPlan): Adaptor {
  const budget = budgetOf(plan, NAME)
  return {
    offer: (nowNs) => {
      budget.sent(nowNs, false)
      return { answer: 1, goes: true }
    },
    settle: (nowNs, { result, retry }) => {
      budget.settled(nowNs, retry, result)
      const starts = result === FAILED && budget.take(nowNs)
      if (starts) budget.sent(nowNs, true)
      return { answer: result === FAILED && !starts ? 0 : 1, starts }
    },
    snapshot: () => budget.snapshot(),
    restore: (saved) => budget.restore(saved),
  }
}

function adaptLimiter(plan: StrategyPlan): Adaptor {
  const limiter = limiterOf(plan, NAME)
  return {
    offer: (nowNs) => {
      const verdict = limiter.admit(nowNs)
      // No line grows for ever.
      if (verdict === WAITS && limiter.waiting > 200) limiter.gaveUp()
      return { answer: verdict, goes: verdict === ADMITTED }
    },
    settle: (nowNs, { startNs, result }) => {
      limiter.settled(nowNs, result, nowNs - startNs)
      return { answer: limiter.limit(nowNs), starts: limiter.startsWaiting(nowNs) }
    },
    look: (nowNs) => void limiter.limit(nowNs),
    snapshot: () => limiter.snapshot(),
    restore: (saved) => limiter.restore(saved),
  }
}

function adaptHedge(plan: StrategyPlan): Adaptor {
  const hedge = hedgeOf(plan, NAME)
  return {
    offer: (nowNs) => {
      hedge.sent(nowNs)
      return { answer: hedge.nextHedgeAfterNs(nowNs), goes: true }
    },
    settle: (nowNs, { startNs, result, retry }) => {
      const latencyNs = nowNs - startNs
      hedge.settled(nowNs, result, latencyNs)
      const starts = !retry && latencyNs > hedge.nextHedgeAfterNs(nowNs) && hedge.take(nowNs)
      return { answer: starts ? 1 : 0, starts }
    },
    look: (nowNs) => void hedge.nextHedgeAfterNs(nowNs),
    snapshot: () => hedge.snapshot(),
    restore: (saved) => hedge.restore(saved),
  }
}

function adaptOutliers(plan: StrategyPlan): Adaptor {
  const outliers = outliersOf(plan, NAME, BACKENDS)
  return {
    offer: (nowNs, luck) => {
      outliers.update(nowNs)
      const first = (luck.a >>> 0) % BACKENDS
      for (let tried = 0; tried < BACKENDS; tried++) {
        const backend = (first + tried) % BACKENDS
        if (outliers.out[backend] === 1) continue
        outliers.sent(nowNs, backend)
        return { answer: backend, goes: true }
      }
      return { answer: -1, goes: false }
    },
    settle: (nowNs, { result, mark }) => {
      outliers.settled(nowNs, mark, result)
      outliers.update(nowNs)
      return { answer: outliers.out.reduce((sum, out) => sum + out, 100), starts: false }
    },
    look: (nowNs) => void outliers.update(nowNs),
    snapshot: () => outliers.snapshot(),
    restore: (saved) => outliers.restore(saved),
  }
}

function adaptThrottle(plan: StrategyPlan): Adaptor {
  const throttle = throttleOf(plan, NAME)
  return {
    offer: (nowNs) => {
      const goes = throttle.admit(nowNs)
      return { answer: goes ? 1 : 0, goes }
    },
    settle: (nowNs, { result }) => {
      throttle.settled(nowNs, result)
      return { answer: 1, starts: false }
    },
    snapshot: () => throttle.snapshot(),
    restore: (saved) => throttle.restore(saved),
  }
}
