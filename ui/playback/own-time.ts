import type { Row, SpanTable } from "../../engine/index.ts"
import { emptyPhases, readPhases } from "./call-phases.ts"

/** What a request waited for: the parts of a call; what is downstream is other calls' time. */
export type SegmentKind = "network" | "pool" | "queue" | "backoff" | "service"

/** A stretch of a request's time that one call is to blame for. Times in ns. */
export interface Segment {
  readonly row: Row
  readonly kind: SegmentKind
  readonly fromNs: number
  readonly toNs: number
}

/**
 * Divides the time of a call in which it waited for none of its own, from the front to the back: the way there, then its
 * recorded waits, then work, and at the end the way back.
 */
export class OwnTime {
  private readonly row: Row
  /** When its answer was sent. */
  private readonly leaveNs: number
  private readonly left: { readonly kind: SegmentKind; ns: number }[]

  constructor(table: SpanTable, row: Row) {
    const { startNs, arriveNs, leaveNs } = readPhases(table, row, emptyPhases())
    this.row = row
    this.leaveNs = leaveNs
    this.left = [
      { kind: "network", ns: arriveNs - startNs },
      { kind: "pool", ns: table.pool(row) },
      { kind: "queue", ns: table.queue(row) },
      { kind: "backoff", ns: table.backoff(row) },
    ]
  }

  /** The segments of a stretch, which lies behind those given before. */
  spend(fromNs: number, toNs: number, segments: Segment[]): void {
    const workEndNs = Math.max(fromNs, Math.min(toNs, this.leaveNs))
    let nowNs = fromNs
    const add = (kind: SegmentKind, untilNs: number) => {
      if (untilNs > nowNs) segments.push({ row: this.row, kind, fromNs: nowNs, toNs: untilNs })
      nowNs = untilNs
    }
    for (const part of this.left) {
      const ns = Math.min(part.ns, workEndNs - nowNs)
      part.ns -= ns
      add(part.kind, nowNs + ns)
    }
    add("service", workEndNs)
    add("network", toNs)
  }
}
