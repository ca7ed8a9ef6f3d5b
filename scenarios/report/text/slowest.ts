import { NS_PER_MS, OK, outcomeName, partsOf, type Row } from "../../../engine/index.ts"
import type { Run } from "../../run/run.ts"
import { rootsOf, slowest } from "../trace/tail.ts"
import { type Trace, traceOf } from "../trace/trace.ts"
import { countText, durationText } from "./numbers.ts"
import type { Paint } from "./paint.ts"
import { type Column, tableText } from "./table.ts"

/** Calls of one request that are shown (chosen: half a screen). */
const CALLS_MAX = 20

const COLUMNS: readonly Column[] = [
  { title: "call", align: "left" },
  ...["after", "took", "queue", "pool", "service", "network", "back-off", "downstream"].map(
    (title): Column => ({ title, align: "right" }),
  ),
  { title: "ended", align: "left" },
]

/**
 * The request with which the slowest hundredth of those recorded begins, with the calls made for it and where the time
 * of each went. Empty where nothing was recorded.
 */
export function slowestLines(run: Run, paint: Paint): readonly string[] {
  const trace = traceOf(run)
  const roots = trace === null ? [] : rootsOf(trace)
  if (trace === null || roots.length === 0) return []
  const { table } = trace
  const root = slowest(trace, roots).reduce((best, row) => (table.duration(row) < table.duration(best) ? row : best))
  const rows: string[][] = []
  let calls = 0
  // A stack of our own: calls may go deeper than ours can.
  const left: { readonly row: Row; readonly depth: number }[] = [{ row: root, depth: 0 }]
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const { row, depth } = next
    if (calls++ < CALLS_MAX) rows.push(callRow({ run, trace, root, row, depth }))
    left.push(...[...trace.childrenOf(row)].reverse().map((child) => ({ row: child, depth: depth + 1 })))
  }
  const at = durationText(table.start(root) / NS_PER_MS)
  const of = `${countText(roots.length)} recorded`
  const title = `slowest requests: the one at p99 of ${of}, sent by ${trace.fromName(root) || "a client"} at ${at}`
  const more = calls > CALLS_MAX ? [paint.faint(`  and ${countText(calls - CALLS_MAX)} more calls`)] : []
  return [paint.strong(title), ...tableText(COLUMNS, rows, paint), ...more]
}

function callRow(the: { run: Run; trace: Trace; root: Row; row: Row; depth: number }): string[] {
  const { run, trace, root, row, depth } = the
  const { table } = trace
  const { instances, operations } = run.estate
  const parts = partsOf(table, trace.children, row)
  const outcome = table.outcome(row)
  const callee = instances[table.actor(row)]?.name ?? "nobody"
  const name = trace.isAttempt(row) && table.attempt(row) > 1 ? ` (try ${table.attempt(row)})` : ""
  const spent = [parts.queueNs, parts.poolNs, parts.serviceNs, parts.networkNs, parts.backoffNs, parts.downstreamNs]
  return [
    `${"  ".repeat(depth)}${callee} ${operations.nameOf(table.operation(row))}${name}`,
    durationText((table.start(row) - table.start(root)) / NS_PER_MS),
    durationText(table.duration(row) / NS_PER_MS),
    ...spent.map((ns) => (ns === 0 ? "" : durationText(ns / NS_PER_MS))),
    outcome === OK ? "" : outcomeName(outcome),
  ]
}
