import type * as z from "zod"
import { KeyedLimiter } from "../kit/limiting/keyed-limiter.ts"
import type { AnyLimiter } from "../kit/limiting/limiter.ts"
import { type StrategyPlan, strategyField } from "../kit/strategy-choice.ts"
import * as leaves from "./index.ts"

/** Every rate limiter by kind. */
export const LIMITERS: ReadonlyMap<string, AnyLimiter> = new Map(Object.values(leaves).map((one) => [one.kind, one]))

/** `{ kind: token-bucket, rate: 100/s, burst: 50 }`, with the `members` that whoever takes one puts beside these. */
export function limiterChoice(members: z.ZodRawShape): z.ZodType<StrategyPlan, unknown> {
  const extended = [...LIMITERS].map(
    ([kind, leaf]) => [kind, { ...leaf, params: leaf.params.extend(members) }] as const,
  )
  return strategyField("rate limiter", new Map(extended))
}

/** The limiter of a parsed plan, all its keys new. */
export function limiterOf({ strategy, params }: StrategyPlan): KeyedLimiter {
  const limiter = LIMITERS.get(strategy)
  if (limiter === undefined) throw new Error(`there is no rate limiter "${strategy}"`)
  return new KeyedLimiter(limiter, params)
}
