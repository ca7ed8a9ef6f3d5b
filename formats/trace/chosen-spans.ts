import { assert, IN_FLIGHT, NO_ROW, type Row } from "../../engine/index.ts"
import type { Choice, RecordedRun } from "./recorded-run.ts"

/** The spans of the requests that were chosen, parents before children. 4 B a span of the record. */
export class ChosenSpans {
  readonly rows: Int32Array
  private readonly run: RecordedRun
  private readonly roots: Int32Array

  constructor(run: RecordedRun, choice: Choice) {
    const { spans } = run
    assert(spans.firstRow === 0, "the beginning of the record is missing")
    this.run = run
    this.roots = new Int32Array(spans.count)
    const takes = new Uint8Array(spans.count)
    let count = 0
    for (let row = 0; row < spans.count; row++) {
      const parent = spans.parent(row)
      const root = parent === NO_ROW ? row : this.rootOf(parent)
      this.roots[row] = root
      if (root === row) takes[row] = this.isChosen(row, choice) ? 1 : 0
      count += takes[root] ?? 0
    }
    this.rows = new Int32Array(count)
    let at = 0
    for (let row = 0; row < spans.count; row++) if (takes[this.rootOf(row)] === 1) this.rows[at++] = row
  }

  /** The request a span belongs to: the row of its client's call. */
  rootOf(row: Row): Row {
    return this.roots[row] ?? NO_ROW
  }

  /** When a call ended for its caller; the end of the record while it is in flight. */
  endOf(row: Row): number {
    const { spans, endNs } = this.run
    return spans.outcome(row) === IN_FLIGHT ? endNs : spans.start(row) + spans.duration(row)
  }

  private isChosen(root: Row, { window, requests }: Choice): boolean {
    if (requests !== undefined && !requests.has(root)) return false
    if (window === undefined) return true
    const startNs = this.run.spans.start(root)
    // A request that takes no time is under way in the moment of its start.
    return startNs < window.toNs && (startNs >= window.fromNs || this.endOf(root) > window.fromNs)
  }
}
