import type { Row, SpanTable } from "../../engine/index.ts"
import { IN_FLIGHT } from "../../scenarios/record/columns.ts"
import { criticalCalls } from "../../scenarios/report/trace/critical.ts"
import { OwnTime, type Segment } from "./own-time.ts"
import type { Requests } from "./requests.ts"

/**
 * The critical path of a request, from its start to its end without a gap: the lengths add up to its latency exactly.
 * Which call was waited for follows from the recorded parents, how much of a call's own time was which wait from the
 * recorded parts. Where those are longer than what its own calls leave of it, they count as far as there is room. Empty
 * for a request that is not over.
 */
export function criticalPath(table: SpanTable, requests: Requests, root: Row): readonly Segment[] {
  if (table.outcome(root) === IN_FLIGHT) return []
  const children = childrenOf(table, requests.rowsOf(root))
  const segments: Segment[] = []
  walk({ table, children }, root, table.start(root) + table.duration(root), segments)
  return segments
}

/** Length by call and kind of segments, the longest first: `why slow` in numbers. */
export function longestFirst(segments: readonly Segment[]): readonly (Segment & { readonly ns: number })[] {
  const sums = new Map<string, Segment & { ns: number }>()
  for (const segment of segments) {
    const key = `${segment.row} ${segment.kind}`
    const known = sums.get(key) ?? { ...segment, ns: 0 }
    known.ns += segment.toNs - segment.fromNs
    sums.set(key, known)
  }
  return [...sums.values()].sort((a, b) => b.ns - a.ns)
}

interface Tree {
  readonly table: SpanTable
  readonly children: ReadonlyMap<Row, readonly Row[]>
}

function childrenOf(table: SpanTable, rows: Int32Array): ReadonlyMap<Row, readonly Row[]> {
  const children = new Map<Row, Row[]>()
  for (const row of rows) {
    const parent = table.parent(row)
    const known = children.get(parent)
    if (known === undefined) children.set(parent, [row])
    else known.push(row)
  }
  return children
}

/** The segments of a call that was waited for until `untilNs`. */
function walk(tree: Tree, row: Row, untilNs: number, segments: Segment[]): void {
  const { table, children } = tree
  const calls = criticalCalls(table, row, Int32Array.from(children.get(row) ?? [])).toReversed()
  const own = new OwnTime(table, row)
  let reachedNs = table.start(row)
  for (const call of calls) {
    const startNs = table.start(call.row)
    // It was given up before its calls were: what they did then held nobody up.
    if (startNs >= untilNs) break
    own.spend(reachedNs, startNs, segments)
    reachedNs = Math.min(untilNs, startNs + call.ns)
    walk(tree, call.row, reachedNs, segments)
  }
  own.spend(reachedNs, untilNs, segments)
}
