import type { Palette } from "../../protocol/scene.ts"
import { compactText } from "../../words/numbers.ts"
import { durationText } from "../../words/time.ts"
import type { PictureEdge } from "./picture.ts"
import { colourText, element, numberText, titleElement } from "./xml.ts"

/** In pixels: the width of an edge without calls, and what the busiest has more. */
const WIDTH_MIN = 1
const WIDTH_MORE = 4
/** Length of an arrow's head, in pixels, and how much longer it is for each pixel of its line's width. */
const HEAD_MIN = 6
const HEAD_MORE = 2

/** The largest of all edges, which the others are measured by. */
export interface EdgeScale {
  readonly ratePerSecond: number
  readonly latencyNs: number
}

/** "pay → ledger: 120 calls/s, 4.2 ms" */
export function edgeSentence({ from, to, ratePerSecond, latencyNs }: PictureEdge): string {
  if (ratePerSecond <= 0) return `${from} → ${to}: no calls`
  return `${from} → ${to}: ${compactText(ratePerSecond)} calls/s, ${durationText(latencyNs)}`
}

/** A line as wide as the root of its rate (its area tells the rate), in the colour of its latency. */
export function edgeElement(edge: PictureEdge, scale: EdgeScale, palette: Palette): string {
  const { points, isCurve, ratePerSecond } = edge
  const isUsed = ratePerSecond > 0
  const width = isUsed ? WIDTH_MIN + WIDTH_MORE * Math.sqrt(ratePerSecond / scale.ratePerSecond) : WIDTH_MIN
  const colour = colourText(isUsed ? latencyColour(edge, scale, palette) : palette.faint)
  const line = { d: pathText(points, isCurve), fill: "none", stroke: colour, "stroke-width": width }
  return element(
    "g",
    {},
    titleElement(edgeSentence(edge)) +
      element("path", line) +
      element("path", { d: headText(points, HEAD_MIN + HEAD_MORE * width), fill: colour }),
  )
}

/** The palette begins with the slowest. */
function latencyColour({ latencyNs }: PictureEdge, scale: EdgeScale, { latency, ink }: Palette): number {
  const share = scale.latencyNs > 0 ? latencyNs / scale.latencyNs : 0
  return latency[Math.min(latency.length - 1, Math.floor((1 - share) * latency.length))] ?? ink
}

function pathText(points: readonly number[], isCurve: boolean): string {
  const corners: string[] = []
  for (let at = 0; at + 1 < points.length; at += 2)
    corners.push(`${numberText(points[at] ?? 0)} ${numberText(points[at + 1] ?? 0)}`)
  const [first = "0 0", ...rest] = corners
  if (isCurve && rest.length === 3) return `M${first}C${rest.join(" ")}`
  return `M${first}${rest.map((corner) => `L${corner}`).join("")}`
}

/** A head at the end of the path, along its last two points that are not the same. */
function headText(points: readonly number[], head: number): string {
  const [x = 0, y = 0] = points.slice(-2)
  for (let at = points.length - 4; at >= 0; at -= 2) {
    const [dx, dy] = [x - (points[at] ?? 0), y - (points[at + 1] ?? 0)]
    const length = Math.hypot(dx, dy)
    if (length === 0) continue
    const [ux, uy] = [(dx / length) * head, (dy / length) * head]
    const corners = [
      [x, y],
      [x - ux + uy / 2, y - uy - ux / 2],
      [x - ux - uy / 2, y - uy + ux / 2],
    ]
    return `M${corners.map((corner) => corner.map(numberText).join(" ")).join("L")}Z`
  }
  return "M0 0"
}
