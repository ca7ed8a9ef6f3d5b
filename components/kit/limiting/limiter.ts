import type * as z from "zod"
import type { Plain } from "../../../engine/index.ts"

/** What `decide` says: go on at once, or (above it) after so many ns, or not at all. */
export const ALLOW = 0
export const REJECT = -1

/** What a limiter's functions are given: made once at wiring and reused. */
export interface LimitContext<P, S, T = undefined> {
  readonly params: P
  /** What the limiter's `tables` returned; nothing where it has none. */
  readonly tables: T
  /** Of the request's key. */
  state: S
  /** Time of the request in ns since the start of the run. Never goes back. */
  now: number
  /** What the request counts for; a whole number from 1. */
  cost: number
}

/** Why two limits do not go together: the member of the first that is wrong, and what it might be. */
export interface LimitConflict {
  readonly member: string
  readonly message: string
  readonly suggestion: number
}

/** How often something may happen, for each key by itself: data and pure functions over explicit state. */
export interface LimiterDefinition<P, S extends Plain, T = undefined> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  /** An object schema, so that whoever takes a limiter can put members of its own beside these. */
  readonly params: z.ZodObject & z.ZodType<P>
  /** Named parameter sets, in the document's words. */
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Worked out once from the parameters and never changed: no part of a snapshot. */
  tables?(params: P): T
  /** Of a key that has asked for nothing yet. */
  state(context: Omit<LimitContext<P, S, T>, "state">): S
  /** ALLOW, REJECT, or the ns the request has to wait. Books what it lets through. */
  decide(context: LimitContext<P, S, T>): number
  /** Books what was let through elsewhere; absent where counts of several places cannot be added up. */
  absorb?(context: LimitContext<P, S, T>): void
  /** What is wrong with this limit beside another of its kind on the same requests; absent: any go together. */
  conflictWith?(params: P, other: P): LimitConflict | undefined
  /** Whether `decide` may make a request wait; absent: it never does. */
  holdsBack?(params: P): boolean
  /** Whether the state is by now as good as a new one, so that the key may be forgotten. */
  idle(context: LimitContext<P, S, T>): boolean
  /** Ns after which a request of this cost would be let through if nobody else came; Infinity for never. */
  retryAfterNs(context: LimitContext<P, S, T>): number
  /** What is left to use at once, as the product tells its clients; absent where it tells them nothing. */
  remaining?(context: LimitContext<P, S, T>): number
  /** What it lets through in the long run, of cost 1, a second. */
  perSecondMax(params: P): number
}

export type AnyLimiter = LimiterDefinition<unknown, Plain, unknown>

/** The registry's door: what a limiter is given is what its own schema, `tables` and `state` returned. */
export function defineLimiter<P, S extends Plain, T = undefined>(definition: LimiterDefinition<P, S, T>): AnyLimiter {
  return definition
}
