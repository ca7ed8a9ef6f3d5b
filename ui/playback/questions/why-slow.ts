import type { Row } from "../../../engine/index.ts"
import { IN_FLIGHT } from "../../../scenarios/record/columns.ts"
import { countText } from "../../../scenarios/report/text/numbers.ts"
import type { Playback } from "../playback.ts"
import { CriticalWalk, type PathKind } from "./critical-walk.ts"
import { durationsOf, endedRows } from "./ended.ts"
import { quantileOf } from "./latencies.ts"
import { evenly, mediansOf } from "./medians.ts"
import { componentOfCell, kindOfCell, PathSums } from "./path-sums.ts"
import { capitalised, nsText, pathWords, shareText, timesText } from "./words.ts"

/** Requests whose critical paths are compared with (chosen: medians within some 3 % of a rank). */
const COMPARED_MAX = 1_000
/** A second part is told where it is so much of the excess (chosen). */
const SECOND_SHARE = 0.2
/** Below this the difference to the median is told, above it the ratio (chosen). */
const CLOSE_RATIO = 1.5

/** Why a request took longer than others of its operation. Times in ns. */
export interface WhySlow {
  readonly sentence: string
  /** Null while it is not over. */
  readonly latencyNs: number | null
  /** The median latency of the others that are over; null where there are none. */
  readonly medianNs: number | null
  /** How many others. */
  readonly others: number
  /** What its time went to, the largest excess first; adds up to its latency exactly. */
  readonly parts: readonly SlowPart[]
}

export interface SlowPart {
  /** By number; null for calls that reached nobody. */
  readonly component: number | null
  readonly kind: PathKind
  readonly ns: number
  /** Of the others, of at most 1,000 evenly chosen ones. */
  readonly medianNs: number
  readonly excessNs: number
  /** Calls in which it was spent. */
  readonly calls: number
}

/** Of the request in the row of its client's call. */
export function whySlow(playback: Playback, root: Row): WhySlow {
  const { spans: table } = playback.recording
  const walk = new CriticalWalk(table, playback.requests)
  if (table.outcome(root) === IN_FLIGHT) {
    const sentence = "It is not over, and what a call waits for is recorded when it ends."
    return { sentence, latencyNs: null, medianNs: null, others: 0, parts: [] }
  }
  walk.walk(root)
  const sums = new PathSums(playback.components)
  sums.add(walk)
  const calls = callsByCell(walk, sums)
  const others = othersOf(playback, root)
  const medianNs = others.length === 0 ? null : quantileOf(durationsOf(playback, others).sort(), 0.5)
  const cells = [...sums.touched.subarray(0, sums.touchedCount)]
  const medians = mediansOf(playback, evenly(others, COMPARED_MAX), cells)
  const parts = cells
    .map((cell, i): SlowPart => {
      const ns = sums.ns[cell]
      const component = componentOfCell(cell, playback.components)
      const excessNs = ns - medians[i]
      return { component, kind: kindOfCell(cell), ns, medianNs: medians[i], excessNs, calls: calls.get(cell) ?? 0 }
    })
    .sort((a, b) => b.excessNs - a.excessNs || b.ns - a.ns)
  const answer = { latencyNs: table.duration(root), medianNs, others: others.length, parts }
  return { ...answer, sentence: sentenceOf(answer, playback.components.names) }
}

/** In how many calls the time of a cell was spent. */
function callsByCell(walk: CriticalWalk, sums: PathSums): ReadonlyMap<number, number> {
  const spans = new Map<number, Set<number>>()
  for (let i = 0; i < walk.segmentCount; i++) {
    const row = walk.spans[walk.segmentSpan[i]]
    const cell = sums.cellOf(walk, i)
    spans.set(cell, (spans.get(cell) ?? new Set()).add(row))
  }
  return new Map([...spans].map(([cell, rows]) => [cell, rows.size]))
}

/** The other requests of its operation that are over. */
function othersOf(playback: Playback, root: Row): Int32Array {
  const { spans: table } = playback.recording
  const whole = { fromNs: 0, toNs: Number.MAX_SAFE_INTEGER }
  const operation = table.operation(root)
  return endedRows(playback, null, whole).filter((row) => row !== root && table.operation(row) === operation)
}

type Numbers = Omit<WhySlow, "sentence"> & { readonly latencyNs: number }

function sentenceOf({ latencyNs, medianNs, others, parts }: Numbers, names: readonly string[]): string {
  const wordsOf = ({ kind, component }: SlowPart) => pathWords(kind, component === null ? undefined : names[component])
  const longest = parts.reduce<SlowPart | undefined>(
    (best, part) => (part.ns > (best?.ns ?? 0) ? part : best),
    undefined,
  )
  if (longest === undefined) return "It took no time."
  const most = `The longest part of it is ${wordsOf(longest)}: ${nsText(longest.ns)}, ${shareText(longest.ns / latencyNs)}.`
  if (medianNs === null) return `It took ${nsText(latencyNs)}; no other request of its operation is over. ${most}`
  const rest = others === 1 ? "the one other request" : `${countText(others)} other requests`
  const median = `the median of ${rest} of its operation (${nsText(medianNs)})`
  const [first, second] = parts
  const excessNs = latencyNs - medianNs
  if (excessNs <= 0 || first.excessNs <= 0) return `It took ${nsText(latencyNs)}, no longer than ${median}. ${most}`
  // Close to one a ratio says little.
  const isClose = latencyNs < CLOSE_RATIO * medianNs || medianNs === 0
  const ratio = isClose ? `${nsText(excessNs)} longer than` : timesText(latencyNs / medianNs)
  const toldOf = (part: SlowPart) =>
    `${nsText(part.ns)}${part.calls > 1 ? ` in ${part.calls} calls` : ""} instead of ${nsText(part.medianNs)}`
  const share =
    first.excessNs < excessNs ? `, ${shareText(first.excessNs / excessNs)} of the excess` : ", all of the excess"
  const next =
    second !== undefined && second.excessNs >= SECOND_SHARE * excessNs
      ? `; ${wordsOf(second)} took ${toldOf(second)}`
      : ""
  return `It took ${nsText(latencyNs)}, ${ratio} ${median}. ${capitalised(wordsOf(first))} took ${toldOf(first)}${share}${next}.`
}
