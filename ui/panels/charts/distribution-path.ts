import { type ScaleLogarithmic, scaleLinear, scaleLog } from "d3-scale"
import { curveStepAfter, line } from "d3-shape"
import type { LatencyDistribution } from "../../playback/questions/index.ts"

/** Share of calls that took no longer, over the logarithm of latency, in a plot of so many units. */
export function cdfPath(found: LatencyDistribution, width: number, height: number): string {
  const { latencyNs, atMost, calls } = found
  const x = scaleOf(found, width)
  const y = scaleLinear([0, 1], [height, 0])
  const points = [...latencyNs].map((ns, i): Point => [x(Math.max(1, ns)), y((atMost[i] ?? 0) / calls)])
  return pathOf([[0, height], ...points, [width, 0]], true)
}

/** Share of calls that took longer, both axes logarithmic: a straight line is a power law. It ends with the last call but one. */
export function tailPath(found: LatencyDistribution, width: number, height: number): string {
  const { latencyNs, above, calls } = found
  const x = scaleOf(found, width)
  const y = scaleLog([1, 1 / Math.max(2, calls)], [0, height])
  const points = [...latencyNs].flatMap((ns, i): Point[] => {
    const longer = above[i] ?? 0
    return longer === 0 ? [] : [[x(Math.max(1, ns)), y(longer / calls)]]
  })
  return points.length === 0 ? "" : pathOf([[0, 0], ...points], false)
}

/** Powers of ten between the least and the most latency. */
export function decadesOf(
  found: LatencyDistribution,
  width: number,
): readonly { readonly ns: number; readonly x: number }[] {
  const x = scaleOf(found, width)
  const powers = x.ticks().filter((ns) => Number.isInteger(Math.log10(ns)))
  return powers.map((ns) => ({ ns, x: x(ns) }))
}

type Point = [x: number, y: number]

function pathOf(points: readonly Point[], isStepped: boolean): string {
  const drawn = line().digits(1)
  return (isStepped ? drawn.curve(curveStepAfter) : drawn)([...points]) ?? ""
}

function scaleOf({ leastNs, mostNs }: LatencyDistribution, width: number): ScaleLogarithmic<number, number> {
  const low = Math.max(1, leastNs ?? 1)
  return scaleLog([low, Math.max(low * (1 + 1e-9), mostNs ?? 1)], [0, width])
}
