import { assert } from "../assert.ts"
import { IN_FLIGHT } from "../frames/outcome.ts"
import { NO_ROW, type Row, type SpanParts } from "./recorder.ts"
import { packedAttempt, type SpanChunk } from "./span-chunk.ts"

/** What is remembered of an open span whose chunk is not held. */
export type OpenRow = {
  readonly startNs: number
  readonly root: boolean
  readonly actor: number
  readonly attempt: number
}

/**
 * What became of a span whose chunk was not held any more, all that its row still lacks: it ended, or, while its outcome
 * is in-flight, it was placed.
 */
export interface LateSpan extends Readonly<SpanParts> {
  readonly row: Row
  readonly actor: number
  readonly attempt: number
  readonly outcome: number
  readonly durationNs: number
}

const UNENDED = { outcome: IN_FLIGHT, durationNs: 0, queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }

/** Spans that are open in chunks a table does not hold: at most one a call in progress. */
export class OpenRows {
  private rows = new Map<Row, OpenRow>()
  private late: LateSpan[] = []

  /** Remembers the open spans of a chunk that is about to leave. */
  keep(chunk: SpanChunk): void {
    collect(chunk, this.rows)
  }

  place(row: Row, actor: number, attempt: number): void {
    const placed = { ...this.get(row), actor, attempt: packedAttempt(attempt) }
    this.rows.set(row, placed)
    this.late.push({ ...UNENDED, row, actor, attempt: placed.attempt })
  }

  /** Forgets an open span and tells what it was. */
  remove(row: Row): OpenRow {
    const open = this.get(row)
    this.rows.delete(row)
    return open
  }

  end(late: LateSpan): void {
    this.late.push(late)
  }

  take(): LateSpan[] {
    const late = this.late
    this.late = []
    return late
  }

  /** These rows and the open ones of `chunks`, as plain data. */
  withChunks(chunks: readonly SpanChunk[]): Map<Row, OpenRow> {
    const rows = new Map(this.rows)
    for (const chunk of chunks) collect(chunk, rows)
    return rows
  }

  restore(rows: ReadonlyMap<Row, OpenRow>): void {
    this.rows = new Map(rows)
    this.late = []
  }

  private get(row: Row): OpenRow {
    const open = this.rows.get(row)
    assert(open !== undefined, "a span is closed twice")
    return open
  }
}

function collect(chunk: SpanChunk, rows: Map<Row, OpenRow>): void {
  let left = chunk.count - chunk.closed
  for (let slot = 0; left > 0 && slot < chunk.count; slot++) {
    if (chunk.outcomeAt(slot) !== IN_FLIGHT) continue
    left--
    rows.set(chunk.firstRow + slot, {
      startNs: chunk.startAt(slot),
      root: chunk.parentAt(slot) === NO_ROW,
      actor: chunk.actorAt(slot),
      attempt: chunk.attemptAt(slot),
    })
  }
}
