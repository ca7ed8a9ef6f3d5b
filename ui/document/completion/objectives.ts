import { valueAt } from "../text/data.ts"
import type { Cursor } from "./cursor.ts"
import { componentNames, linkNames } from "./names.ts"
import { type Offer, offer } from "./offer.ts"

/** How an objective begins, by the grammar of scenarios/objectives, and a limit of its measure. */
const measures: readonly (readonly [start: string, limit: string, docs: string])[] = [
  ["p99 latency of", "300ms", "Of the requests that ended ok; p50 to p99.9, mean or max"],
  ["mean latency of", "100ms", "Of the requests that ended ok"],
  ["success of", "99.9%", "Share of finished requests that ended ok"],
  ["errors of", "0.1%", "Share of finished requests that did not end ok"],
  ["share of timeout in", "1%", "Share of finished requests that ended so"],
  ["rate of", "700/s", "Requests that ended ok"],
  ["utilisation of", "80%", "Share of its slots in use"],
  ["max queue of", "100", "Requests in line"],
  ["retries of", "5%", "Tries after the first, as a share of first ones"],
  ["hit ratio of", "90%", "Of a cache"],
  ["recovers within 30s of last fault", "", "All others hold again by then, and stay so"],
]

/** The words with which an objective goes on. */
export function objectiveWords({ data, before }: Cursor): readonly Offer[] {
  const words = before.trim()
  if (words === "") return measures.map(([start, , docs]) => offer(start, "value", "objective", docs))
  const measure = measures.find(([start]) => startOf(words) === startOf(start))
  if (/\b(?:of|in)$/.test(words)) return targets(data)
  if (/[<>]=?$/.test(words)) return measure === undefined ? [] : [offer(measure[1], "value", "limit")]
  return /\b(?:of|in) \S+$/.test(words) ? ["<", "<=", ">", ">="].map((sign) => offer(sign, "value", "comparison")) : []
}

/** The words of a measure without its percentile. */
function startOf(text: string): string {
  return text
    .replace(/^p[\d.]+/, "p99")
    .split(" ")
    .slice(0, 2)
    .join(" ")
}

/** Components, the classes of clients, and links. */
function targets(data: unknown): readonly Offer[] {
  const classes = componentNames(data).flatMap(({ label }) =>
    Object.keys(Object(valueAt(data, ["load", label, "mix"]))).map((name) =>
      offer(`${label}.${name}`, "name", "class"),
    ),
  )
  return [...componentNames(data), ...classes, ...linkNames(data).map((name) => offer(name, "name", "link"))]
}
