import type * as z from "zod"
import { createStream, type Plain, type SeedWords } from "../../../engine/index.ts"
import type { Backends } from "./backends.ts"
import { type Balancing, type Chooser, createChooser } from "./balancer.ts"

/** A balancing strategy, declared once: what it is, its parameters, and its pure functions over explicit state. */
export interface StrategyDefinition<P, S extends Plain, T = undefined> extends Omit<Balancing<P, S, T>, "tables"> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  /** Named parameter sets, in the document's words. */
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  readonly tables?: Balancing<P, S, T>["tables"]
  /** Whether a weight that changes during the run changes its choices; never where it is not there. */
  readonly followsWeights?: (params: P) => boolean
}

export type AnyStrategy = StrategyDefinition<unknown, Plain, unknown> & Balancing<unknown, Plain, unknown>

/** The registry's door: what a strategy is given is what its own schema, `state` and `tables` returned. */
export function defineStrategy<P, S extends Plain, T = undefined>(
  definition: StrategyDefinition<P, S, T>,
): AnyStrategy {
  return { tables: () => undefined, ...definition } as unknown as AnyStrategy
}

/** A strategy ready to choose for one caller. Its stream is named by the caller's instance and the callee. */
export function chooserOf(
  strategy: AnyStrategy,
  params: unknown,
  backends: Backends,
  name: { readonly seed: SeedWords; readonly instance: string; readonly target: string },
): Chooser {
  const random = createStream(name.seed, name.instance, `balance:${name.target}`)
  return createChooser(strategy, params, random, backends)
}
