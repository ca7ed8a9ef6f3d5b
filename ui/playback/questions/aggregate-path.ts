import { countText } from "../../../scenarios/report/text/numbers.ts"
import type { Playback } from "../playback.ts"
import { CriticalWalk, type PathKind } from "./critical-walk.ts"
import { componentOfCell, kindOfCell, PathSums } from "./path-sums.ts"
import { type RequestFilter, selectRequests } from "./selection.ts"
import { capitalised, nsText, pathWords, shareText } from "./words.ts"

/** The critical paths of many requests together; the parts add up to the total exactly. */
export interface AggregatePath {
  readonly requests: number
  /** All their latencies, in ns. */
  readonly totalNs: number
  /** The longest first. */
  readonly parts: readonly PathPart[]
  /** The quantile they are above, in ns; null where none was asked for. */
  readonly aboveNs: number | null
  /** "Waiting for a connection to pg is 61 % of the time of …" */
  readonly sentence: string
}

export interface PathPart {
  /** By number; null for calls that reached nobody. */
  readonly component: number | null
  readonly kind: PathKind
  readonly ns: number
  /** Of the total. */
  readonly share: number
  /** How many of the requests have any of it. */
  readonly requests: number
}

/** Of the requests that a filter leaves, or of the calls in these rows. Those that are not over count for nothing. */
export function aggregateCriticalPath(playback: Playback, selection: RequestFilter | Int32Array): AggregatePath {
  const { components, requests } = playback
  const { spans: table } = playback.recording
  const { rows, aboveNs } =
    selection instanceof Int32Array ? { rows: selection, aboveNs: null } : selectRequests(playback, selection)
  const walk = new CriticalWalk(table, requests)
  const one = new PathSums(components)
  const ns = new Float64Array(one.cells)
  const having = new Uint32Array(one.cells)
  let over = 0
  let totalNs = 0
  for (const row of rows) {
    if (!walk.walk(row)) continue
    over++
    totalNs += table.duration(row)
    one.clear()
    one.add(walk)
    for (let i = 0; i < one.touchedCount; i++) {
      const cell = one.touched[i]
      ns[cell] += one.ns[cell]
      having[cell]++
    }
  }
  const parts = [...ns.keys()]
    .filter((cell) => ns[cell] > 0)
    .sort((a, b) => ns[b] - ns[a] || a - b)
    .map((cell) => ({
      component: componentOfCell(cell, components),
      kind: kindOfCell(cell),
      ns: ns[cell],
      share: ns[cell] / totalNs,
      requests: having[cell],
    }))
  const answer = { requests: over, totalNs, parts, aboveNs }
  return { ...answer, sentence: sentenceOf(playback, answer, selection) }
}

function sentenceOf(
  { components }: Playback,
  { requests, parts, aboveNs }: Omit<AggregatePath, "sentence">,
  selection: RequestFilter | Int32Array,
): string {
  const [longest] = parts
  if (longest === undefined) return "None of these requests took any time."
  const what = capitalised(pathWords(longest.kind, nameOf(longest.component, components.names)))
  const q = selection instanceof Int32Array ? undefined : selection.aboveQuantile
  const above =
    aboveNs === null || q === undefined ? "" : ` above p${Number((q * 100).toPrecision(6))} (${nsText(aboveNs)})`
  const whose = requests === 1 ? "the one request" : `${countText(requests)} requests`
  return `${what} is ${shareText(longest.share)} of the time of ${whose}${above}.`
}

function nameOf(component: number | null, names: readonly string[]): string | undefined {
  return component === null ? undefined : names[component]
}
