import {
  type Children,
  childIndex,
  NO_ACTOR,
  NO_ROW,
  OUTCOME_COUNT,
  type Row,
  SpanRecorder,
  type SpanTable,
} from "../../../engine/index.ts"
import { ruleFor } from "../../run/rules.ts"
import type { Run } from "../../run/run.ts"

const NOBODY = -1

/** The recorded calls of a run with what a report asks of them: who called whom, and which calls have attempts. */
export class Trace {
  readonly table: SpanTable
  readonly children: Children
  readonly names: readonly string[]
  readonly measuredFromNs: number
  readonly nowNs: number
  /** Share of all requests that is recorded. */
  readonly sampleShare: number
  private readonly from: Int16Array
  private readonly to: Int16Array
  private readonly logical: Uint8Array

  constructor(run: Run, recorder: SpanRecorder) {
    const { plan, estate } = run
    this.table = recorder.spans
    this.children = childIndex(this.table)
    this.names = Object.keys(plan.components).sort()
    this.measuredFromNs = run.measuredFrom
    this.nowNs = run.nowNs
    this.sampleShare = recordedShare(recorder)
    const length = this.table.count - this.table.firstRow
    this.from = new Int16Array(length)
    this.to = new Int16Array(length)
    this.logical = new Uint8Array(length)
    const numbers = new Map(this.names.map((name, number) => [name, number]))
    const componentOf = estate.instances.map(({ component }) => numbers.get(component) ?? NOBODY)
    this.fill(componentOf, new Callers(run, this.names))
  }

  get firstRow(): Row {
    return this.table.firstRow
  }

  get endRow(): Row {
    return this.table.count
  }

  /** Number of the component called; -1 where the call never got to one. */
  toNumber(row: Row): number {
    return this.to[row - this.firstRow] ?? NOBODY
  }

  /** Empty where the call never got to one. */
  toName(row: Row): string {
    return this.names[this.toNumber(row)] ?? ""
  }

  /** Empty for a client's call where several clients call the same component. */
  fromName(row: Row): string {
    return this.names[this.from[row - this.firstRow] ?? NOBODY] ?? ""
  }

  /** False for a call that has a span for each of its attempts. */
  isAttempt(row: Row): boolean {
    return this.logical[row - this.firstRow] === 0
  }

  /** Row of the call that a call was made for; negative where there is none or it is not held. */
  parentRow(row: Row): Row {
    const parent = this.table.parent(row)
    return parent < this.firstRow ? NO_ROW : parent
  }

  isRoot(row: Row): boolean {
    return this.table.parent(row) === NO_ROW
  }

  /** Began after the warm-up. */
  isMeasured(row: Row): boolean {
    return this.table.start(row) >= this.measuredFromNs
  }

  /** Rows of the calls made on behalf of one. */
  childrenOf(row: Row): Int32Array {
    const { offsets, rows, firstRow } = this.children
    return rows.subarray(offsets[row - firstRow], offsets[row - firstRow + 1])
  }

  /** A row's parent stands before it, so one pass in order finds every caller. */
  private fill(componentOf: readonly number[], callers: Callers): void {
    const { table, from, to, logical, firstRow } = this
    for (let row = firstRow; row < table.count; row++) {
      const at = row - firstRow
      const actor = table.actor(row)
      const callee = actor === NO_ACTOR ? NOBODY : (componentOf[actor] ?? NOBODY)
      const parent = table.parent(row)
      const parentAt = parent - firstRow
      to[at] = callee
      if (parent === NO_ROW || parentAt < 0) from[at] = callers.clientOf(callee)
      else if (logical[parentAt] === 1) {
        from[at] = from[parentAt] ?? NOBODY
        continue
      } else from[at] = to[parentAt] ?? NOBODY
      logical[at] = callers.retries(from[at] ?? NOBODY, callee) ? 1 : 0
    }
  }
}

/** What the plan says about who calls whom. */
class Callers {
  private readonly run: Run
  private readonly names: readonly string[]
  private readonly known = new Map<number, boolean>()

  constructor(run: Run, names: readonly string[]) {
    this.run = run
    this.names = names
  }

  /** The client that calls a component, where there is only one. */
  clientOf(callee: number): number {
    const { plan, estate } = this.run
    const clients = Object.keys(plan.load).filter((client) =>
      estate.ports.edges.has(`${client} -> ${this.names[callee]}`),
    )
    const [only = "", ...others] = clients
    return others.length > 0 ? NOBODY : this.names.indexOf(only)
  }

  /** Whether calls from one to the other are tried again, so that each try has a span of its own. */
  retries(from: number, to: number): boolean {
    const key = from * 65_536 + to
    const known = this.known.get(key)
    if (known !== undefined) return known
    const rule = ruleFor(this.run.plan.policies, this.names[from] ?? "", this.names[to] ?? "")
    const answer = (rule?.policy.retry?.attemptsMax ?? 1) > 1
    this.known.set(key, answer)
    return answer
  }
}

function recordedShare(recorder: SpanRecorder): number {
  let [ended, whole] = [0, 0]
  for (let outcome = 0; outcome < OUTCOME_COUNT; outcome++) {
    const counts = recorder.sampleOf(outcome)
    ended += counts.ended
    whole += counts.whole
  }
  return ended === 0 ? 1 : whole / ended
}

/** The recorded calls of a run; null where none were recorded. */
export function traceOf(run: Run): Trace | null {
  const { recorder } = run.estate.sim
  return recorder instanceof SpanRecorder && recorder.spans.count > recorder.spans.firstRow
    ? new Trace(run, recorder)
    : null
}
