import type { EventTable, Row, SpanTable } from "../../engine/index.ts"

/** A run as it was recorded, to be written for other tools. Times in ns of simulated time. */
export interface RecordedRun {
  readonly scenario: { readonly name: string; readonly hash: string }
  readonly seed: string
  /** From row 0 on. */
  readonly spans: SpanTable
  /** Names by actor number: `pay[0]`, `pay[1]`. */
  readonly actors: readonly string[]
  /** Names by operation number. */
  readonly operations: readonly string[]
  /** How far the record goes: calls in flight then are written as lasting until here. */
  readonly endNs: number
  readonly levels?: Levels
}

/** How numbers of the replicas, such as the lengths of their queues, went up and down; all begin at 0. */
export interface Levels {
  /** Of each row the actor is the replica, the kind tells which number, and the argument is added to it. */
  readonly changes: EventTable
  /** What the numbers are called, by kind. */
  readonly names: Readonly<Record<number, string>>
}

/** Which requests are written, each with every call made for it; all of them where nothing is chosen. */
export interface Choice {
  /** Those under way at some time from `fromNs` until before `toNs`. */
  readonly window?: { readonly fromNs: number; readonly toNs: number }
  /** Those whose client's call stands in one of these rows. */
  readonly requests?: ReadonlySet<Row>
}

/** Where calls stand that never got to a component. No component can be called so. */
export const NOBODY = "(nobody)"

/** `pay` for the replica `pay[1]`. */
export function componentOf(actor: string): string {
  return actor.replace(/\[\d+\]$/, "")
}
