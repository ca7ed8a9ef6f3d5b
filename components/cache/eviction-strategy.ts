import type * as z from "zod"
import type { Plain, Stream } from "../../engine/index.ts"

/** What an eviction strategy is given: made once at wiring and reused. */
export interface EvictionContext<P, S> {
  readonly params: P
  state: S
  readonly random: Stream
  /** Time of the operation in ns. */
  now: number
}

/**
 * Which entry a full cache gives up. Entries are known by slot, a number from 0 that is used again after `removed`;
 * all functions are O(1), or O(log n) at most, and change nothing but the state.
 */
export interface EvictionDefinition<P, S extends Plain> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  /** State for slots 0 to slots - 1, none of them in use. */
  readonly state: (slots: number) => S
  /** The same state with room for more slots. */
  readonly grown: (state: S, slots: number) => S
  /** An entry of `key` has come. */
  readonly added: (context: EvictionContext<P, S>, slot: number, key: number) => void
  /** The entry was asked for, or stored again. */
  readonly touched: (context: EvictionContext<P, S>, slot: number) => void
  readonly removed: (context: EvictionContext<P, S>, slot: number) => void
  /** The slot to give up next. Asked only while one is in use; `removed` follows. */
  readonly victim: (context: EvictionContext<P, S>) => number
  /** Slots in the order in which they would go if none was used again; absent where chance decides. */
  readonly order?: (state: S) => Iterable<number>
}

export type AnyEviction = EvictionDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a strategy are what its own schema and `state` returned. */
export function defineEviction<P, S extends Plain>(definition: EvictionDefinition<P, S>): AnyEviction {
  return definition as unknown as AnyEviction
}
