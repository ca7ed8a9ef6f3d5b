import type { EdgeRate, EdgeRates } from "../store/edge-rates.ts"
import type { Marks } from "./marks.ts"
import type { Stage, StageEdge } from "./stage.ts"

/** Thickness of an edge without calls and at most, in the scene's pixels. */
const THIN = 1
const THICK = 8
/** Latency of the fastest and the slowest colour. */
const FAST_NS = 100_000
const DECADES = 4
/** Colours between the fastest and the slowest that are told apart. */
const COLOUR_STEPS = 32

/** Draws every edge: as thick as it has calls, and coloured by how long those took that ended in the stretch of time. */
export function drawEdges(
  stage: Stage,
  rates: EdgeRates,
  stretch: { readonly fromNs: number; readonly toNs: number },
  marks: Marks,
): void {
  for (const edge of stage.edges) {
    const { perSecond, latencyNs } = rateOf(edge, rates, stretch)
    const colour = perSecond === 0 ? stage.palette.faint : latencyColour(latencyNs, stage.palette.latency)
    const { corners } = edge.path
    for (let at = 0; at < corners.length - 2; at += 2) marks.line(corners, at, thicknessOf(perSecond), colour)
  }
}

/** A pixel thicker for four times the calls. */
export function thicknessOf(perSecond: number): number {
  return Math.min(THICK, THIN + 0.5 * Math.log2(1 + perSecond))
}

/** Between the slow colour, which is the first, and the fast one, by the order of magnitude. */
export function latencyColour(latencyNs: number, colours: readonly number[]): number {
  const slowness = Math.max(0, Math.min(1, Math.log10(latencyNs / FAST_NS) / DECADES))
  const at = ((colours.length - 1) * Math.round((1 - slowness) * COLOUR_STEPS)) / COLOUR_STEPS
  const before = Math.min(colours.length - 1, Math.floor(at))
  const after = Math.min(colours.length - 1, before + 1)
  return blend(colours[before], colours[after], at - before)
}

function blend(a: number, b: number, share: number): number {
  const channel = (shift: number) => {
    const [from, to] = [(a >>> shift) & 0xff, (b >>> shift) & 0xff]
    return Math.round(from + (to - from) * share) << shift
  }
  return channel(16) | channel(8) | channel(0)
}

/** Of all calls from one of the edge's components to one of the others. */
export function rateOf(
  { from, to }: StageEdge,
  rates: EdgeRates,
  stretch: { readonly fromNs: number; readonly toNs: number },
): EdgeRate {
  let [perSecond, sum] = [0, 0]
  for (const caller of from) {
    for (const callee of to) {
      const rate = rates.rate(caller, callee, stretch)
      perSecond += rate.perSecond
      sum += rate.perSecond * rate.latencyNs
    }
  }
  return { perSecond, latencyNs: perSecond === 0 ? 0 : sum / perSecond }
}
