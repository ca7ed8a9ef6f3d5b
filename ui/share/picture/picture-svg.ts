import type { Palette } from "../../protocol/scene.ts"
import { countedText } from "../../words/numbers.ts"
import { edgeElement, edgeSentence } from "./edge.ts"
import { nodeElement, nodeSentence } from "./node.ts"
import { particleElements, shapeDefinitions } from "./particle.ts"
import type { Picture } from "./picture.ts"
import { colourText, element, escaped, numberText, textElement } from "./xml.ts"

/** Around everything, in pixels. */
const MARGIN = 24
/** Fits into the margin. */
const CAPTION_SIZE = 12

/** The part of the plane that a file shows, in the picture's coordinates. */
export interface Frame {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * The picture as an SVG file of its own: no style sheets, fonts or pictures from elsewhere. Its title stands below it.
 * Frames of an animation have one `frame`.
 */
export function pictureSvg(picture: Picture, palette: Palette, frame: Frame = frameOf(picture)): string {
  const { nodes, edges, particles, title } = picture
  const { x, y, width, height } = frame
  const scale = {
    ratePerSecond: Math.max(0, ...edges.map(({ ratePerSecond }) => ratePerSecond)),
    latencyNs: Math.max(0, ...edges.map(({ latencyNs }) => latencyNs)),
  }
  const attributes = {
    xmlns: "http://www.w3.org/2000/svg",
    viewBox: [x, y, width, height].map(numberText).join(" "),
    width,
    height,
    role: "img",
    "aria-labelledby": "picture-title picture-description",
    "font-family": "system-ui, sans-serif",
  }
  const lines = [
    element("title", { id: "picture-title" }, escaped(title)),
    element("desc", { id: "picture-description" }, escaped(descriptionOf(picture))),
    shapeDefinitions(),
    element("rect", { x, y, width, height, fill: colourText(palette.surface) }),
    ...edges.map((edge) => edgeElement(edge, scale, palette)),
    ...nodes.map((node) => nodeElement(node, palette)),
    particleElements(particles, palette),
    textElement({ ...captionPlace(frame), "font-size": CAPTION_SIZE, fill: colourText(palette.ink) }, title),
  ]
  return `${element("svg", attributes, `\n${lines.join("\n")}\n`)}\n`
}

/** All that the picture tells, in words. */
function descriptionOf({ nodes, edges, particles }: Picture): string {
  const sentences = [
    `${countedText(nodes.length, "component")}, ${countedText(particles.length, "call")} drawn`,
    ...nodes.map(nodeSentence),
    ...edges.map(edgeSentence),
  ]
  return `${sentences.join(". ")}.`
}

function captionPlace({ x, y, height }: Frame) {
  return { x: x + MARGIN, y: y + height - CAPTION_SIZE / 2 }
}

/** The least rectangle around everything, with a margin. */
export function frameOf({ nodes, edges, particles }: Omit<Picture, "title">): Frame {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  const add = (x: number, y: number) => {
    left = Math.min(left, x)
    top = Math.min(top, y)
    right = Math.max(right, x)
    bottom = Math.max(bottom, y)
  }
  for (const { x, y, width, height } of nodes) {
    add(x, y)
    add(x + width, y + height)
  }
  for (const { points } of edges)
    for (let at = 0; at + 1 < points.length; at += 2) add(points[at] ?? 0, points[at + 1] ?? 0)
  for (const { x, y } of particles) add(x, y)
  if (left > right) add(0, 0)
  return {
    x: left - MARGIN,
    y: top - MARGIN,
    width: right - left + 2 * MARGIN,
    height: bottom - top + 2 * MARGIN,
  }
}
