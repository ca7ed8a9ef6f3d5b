import type * as z from "zod"
import { copyPlain, type LineRule, type Plain } from "../../engine/index.ts"

/** What a rule's functions are given: made once at wiring and reused. */
export interface RuleContext<P, S> {
  readonly params: P
  state: S
  /** Time of what happens, in ns. Never goes back. */
  now: number
}

/**
 * What a server does about a line that stands. Counts are of a replica's own line. A replica asks in the order of what
 * happens: `joined` for each that joins; when a slot is free, `newestFirst` and then `sheds`, both again after each that
 * is shed. What is shed ends as rejected.
 */
export interface QueueRuleDefinition<P, S extends Plain> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  /** Named parameter sets, in the document's words. */
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** Whether it may say that the newest is next. */
  picksNext(params: P): boolean
  state(params: P): S
  /** One more joins `waiting` others: the longest it may wait, in ns; +Infinity: no limit. */
  joined(context: RuleContext<P, S>, waiting: number): number
  /** Whether the newest of those in line is next. */
  newestFirst(context: RuleContext<P, S>): boolean
  /** Whether the next is shed after a wait of `waitedNs`, with `others` left in line; never the last. */
  sheds(context: RuleContext<P, S>, waitedNs: number, others: number): boolean
}

export type AnyQueueRule = QueueRuleDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a rule are what its own schema and `state` returned. */
export function defineQueueRule<P, S extends Plain>(definition: QueueRuleDefinition<P, S>): AnyQueueRule {
  return definition
}

/** When the line began to stand that stands now: the latest moment at which it was empty. */
export type Standing = { emptyNs: number }

/** To be told of each that joins. A line that empties later is known to have done so when the next one joins it. */
export function noteEmpty(context: RuleContext<unknown, Standing>, waiting: number): void {
  if (waiting === 0) context.state.emptyNs = context.now
}

/** Whether the line has not been empty for longer than `intervalNs`. */
export function stands({ state, now }: RuleContext<unknown, Standing>, intervalNs: number): boolean {
  return state.emptyNs < now - intervalNs
}

/** A rule with its parameters, as one replica asks it. */
export class QueueRule implements LineRule {
  private readonly definition: AnyQueueRule
  private readonly context: RuleContext<unknown, Plain>

  constructor(definition: AnyQueueRule, params: unknown) {
    this.definition = definition
    this.context = { params, state: definition.state(params), now: 0 }
  }

  joined(nowNs: number, waiting: number): number {
    this.context.now = nowNs
    return this.definition.joined(this.context, waiting)
  }

  newestFirst(nowNs: number): boolean {
    this.context.now = nowNs
    return this.definition.newestFirst(this.context)
  }

  sheds(nowNs: number, waitedNs: number, others: number): boolean {
    this.context.now = nowNs
    return this.definition.sheds(this.context, waitedNs, others)
  }

  wipe(): void {
    this.context.state = this.definition.state(this.context.params)
  }

  snapshot(): Plain {
    return { state: copyPlain(this.context.state, "a queue rule's state"), now: this.context.now }
  }

  restore(saved: Plain): void {
    const { state, now } = Object(saved)
    Object.assign(this.context, { state: copyPlain(state, "a queue rule's state"), now })
  }
}
