import type { LatencyDistribution } from "../../playback/questions/index.ts"

/** Share of calls that took no longer, over the logarithm of latency, in a plot of so many units. */
export function cdfPath(found: LatencyDistribution, width: number, height: number): string {
  const { latencyNs, atMost, calls } = found
  const x = scaleOf(found, width)
  const steps = [...latencyNs].map(
    (ns, i) => `H${x(ns).toFixed(1)}V${(height * (1 - (atMost[i] ?? 0) / calls)).toFixed(1)}`,
  )
  return `M0 ${height}${steps.join("")}H${width}`
}

/** Share of calls that took longer, both axes logarithmic: a straight line is a power law. It ends with the last call but one. */
export function tailPath(found: LatencyDistribution, width: number, height: number): string {
  const { latencyNs, above, calls } = found
  const x = scaleOf(found, width)
  const depth = Math.log(Math.max(2, calls))
  const points = [...latencyNs].flatMap((ns, i) => {
    const longer = above[i] ?? 0
    return longer === 0 ? [] : [`${x(ns).toFixed(1)} ${((-height * Math.log(longer / calls)) / depth).toFixed(1)}`]
  })
  return points.length === 0 ? "" : `M0 0L${points.join("L")}`
}

/** Powers of ten between the least and the most latency. */
export function decadesOf(
  found: LatencyDistribution,
  width: number,
): readonly { readonly ns: number; readonly x: number }[] {
  const x = scaleOf(found, width)
  const decades: { ns: number; x: number }[] = []
  for (let ns = 1; ns <= (found.mostNs ?? 0); ns *= 10) if (ns >= (found.leastNs ?? 0)) decades.push({ ns, x: x(ns) })
  return decades
}

function scaleOf({ leastNs, mostNs }: LatencyDistribution, width: number): (ns: number) => number {
  const low = Math.log(Math.max(1, leastNs ?? 1))
  const high = Math.max(low + 1e-9, Math.log(Math.max(1, mostNs ?? 1)))
  return (ns) => (width * (Math.log(Math.max(1, ns)) - low)) / (high - low)
}
