import { BREAKERS, breakerOf } from "../../../../components/client-stack/breakers/choice.ts"
import type { Breaker } from "../../../../components/client-stack/breakers/contract.ts"
import { BUDGETS, budgetOf } from "../../../../components/client-stack/budgets/choice.ts"
import type { Budget } from "../../../../components/client-stack/budgets/contract.ts"
import { BULKHEADS, LIMITS, limiterOf } from "../../../../components/client-stack/concurrency/choice.ts"
import type { Limiter } from "../../../../components/client-stack/concurrency/contract.ts"
import { HEDGES, hedgeOf } from "../../../../components/client-stack/hedges/choice.ts"
import type { Hedge } from "../../../../components/client-stack/hedges/contract.ts"
import type { PolicyLeaf } from "../../../../components/client-stack/leaf.ts"
import { OUTLIERS, outliersOf } from "../../../../components/client-stack/outliers/choice.ts"
import type { OutlierDetector } from "../../../../components/client-stack/outliers/contract.ts"
import { THROTTLES, throttleOf } from "../../../../components/client-stack/shedding/throttles/choice.ts"
import type { Throttle } from "../../../../components/client-stack/shedding/throttles/contract.ts"
import type { StrategyPlan } from "../../../../components/kit/strategy-choice.ts"
import { NS_PER_MS, NS_PER_S } from "../../../../engine/index.ts"
import { NAME } from "./families.ts"

/** Parameters in the document's words. */
type Text = Readonly<Record<string, unknown>>

function plan(leaves: ReadonlyMap<string, PolicyLeaf<unknown>>, kind: string, text: Text): StrategyPlan {
  const leaf = leaves.get(kind)
  if (leaf === undefined) throw new Error(`there is no ${kind}`)
  return { strategy: kind, params: leaf.params.parse(text) }
}

/** The words of a leaf's preset. */
export function preset(leaves: ReadonlyMap<string, PolicyLeaf<unknown>>, kind: string, name: string): Text {
  const words = leaves.get(kind)?.presets[name]
  if (words === undefined) throw new Error(`${kind} has no preset ${name}`)
  return words
}

export const breaker = (kind: string, text: Text = {}): Breaker => breakerOf(plan(BREAKERS, kind, text), NAME)
export const budget = (kind: string, text: Text = {}): Budget => budgetOf(plan(BUDGETS, kind, text), NAME)
export const hedge = (kind: string, text: Text = {}): Hedge => hedgeOf(plan(HEDGES, kind, text), NAME)
export const throttle = (kind: string, text: Text = {}): Throttle => throttleOf(plan(THROTTLES, kind, text), NAME)
export const limiter = (kind: string, text: Text = {}): Limiter =>
  limiterOf(plan(new Map([...BULKHEADS, ...LIMITS]), kind, text), NAME)
export const outliers = (kind: string, backends: number, text: Text = {}): OutlierDetector =>
  outliersOf(plan(OUTLIERS, kind, text), NAME, backends)

export const ms = (milliseconds: number): number => milliseconds * NS_PER_MS
export const s = (seconds: number): number => seconds * NS_PER_S
