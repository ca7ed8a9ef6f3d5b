import type { MissedRoot, OutcomeName, SampleCounts } from "../../engine/index.ts"

/** The first line of a record: what the numbers in its columns mean, and what follows the line. docs/record.md */
export interface RecordHead {
  readonly format: "orrery.record/2"
  readonly scenario: { readonly name: string; readonly hash: string }
  readonly seed: string
  readonly engine: string
  readonly digest: string
  /** Names by actor number; an event of the schedule of faults belongs to the actor after the last. */
  readonly actors: readonly string[]
  /** Names by operation number. */
  readonly operations: readonly string[]
  /** Names by outcome number. */
  readonly outcomes: readonly OutcomeName[]
  /** Of the requests of clients, by how they ended: how many there were and how many of them are here. */
  readonly requests: Readonly<Partial<Record<OutcomeName, SampleCounts>>>
  /** Failed requests of which no calls were recorded. Times in ns. */
  readonly alone: readonly Readonly<MissedRoot>[]
  /** When the memory for the record was used up: nothing that began later is in it. */
  readonly fullAtNs: number | null
  /** What follows, in this order. */
  readonly chunks: readonly ChunkEntry[]
}

export interface ChunkEntry {
  readonly holds: "spans" | "events"
  readonly rows: number
  readonly bytes: number
}

export const LINE_END = 0x0a
