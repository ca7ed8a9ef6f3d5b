import type * as z from "zod"
import { copyPlain, createStream, type Plain, type SeedWords, type Stream } from "../../engine/index.ts"

/** What each policy of the client stack says of itself, whatever its family. */
export interface PolicyLeaf<P> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  /** Named parameter sets, in the document's words. */
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/** What a policy's functions are given: made once at wiring and reused. */
export interface PolicyContext<P, S> {
  readonly params: P
  state: S
  readonly random: Stream
  /** Time of what happens, in ns. Never goes back. */
  now: number
}

/** Whose policy it is: the calling instance and the component it calls. */
export interface PolicyName {
  readonly seed: SeedWords
  readonly instance: string
  readonly target: string
}

/** A context whose chance is named by the caller, the callee and the family. */
export function policyContext<P, S>(params: P, state: S, name: PolicyName, family: string): PolicyContext<P, S> {
  return { params, state, random: createStream(name.seed, name.instance, `${family}:${name.target}`), now: 0 }
}

/** All that a context holds beside its parameters. */
export function saveContext<P, S>(context: PolicyContext<P, S>): Plain {
  const { state, random, now } = context
  return { state: copyPlain(state, "a policy's state"), random: [...random.snapshot().state], now }
}

/** Puts back what `saveContext` gave. */
export function restoreContext<P, S>(context: PolicyContext<P, S>, saved: Plain): void {
  const from = Object(saved)
  Object.assign(context, { state: copyPlain(from.state, "a policy's state"), now: from.now })
  context.random.restore({ state: from.random })
}
