import type { Palette } from "../../protocol/scene.ts"
import { OUTCOME_WORDS, type OutcomeLook } from "../../words/outcomes.ts"
import type { PictureParticle } from "./picture.ts"
import { colourText, element, numberText } from "./xml.ts"

/** Shapes of radius 1 around 0, as paths. Those with corners reach a bit further, to look as large. */
const DISC = "M-1 0A1 1 0 1 1 1 0A1 1 0 1 1 -1 0Z"
const PATHS = {
  disc: DISC,
  ring: `${DISC}M-.64 0A.64 .64 0 1 0 .64 0A.64 .64 0 1 0 -.64 0Z`,
  diamond: "M0 -1.25L1.25 0L0 1.25L-1.25 0Z",
  triangle: "M0 -1.25L1.2 .95L-1.2 .95Z",
  "open-triangle": "M0 -1.25L1.2 .95L-1.2 .95ZM0 -.45L-.6 .6L.6 .6Z",
  cross: "M-1 -.64L-.64 -1L0 -.36L.64 -1L1 -.64L.36 0L1 .64L.64 1L0 .36L-.64 1L-1 .64L-.36 0Z",
} as const

type Shape = keyof typeof PATHS

const BY_LOOK: Readonly<Record<OutcomeLook, Shape>> = {
  ok: "disc",
  error: "diamond",
  late: "diamond",
  refused: "cross",
  lost: "cross",
  cancelled: "diamond",
  open: "ring",
}

/** In pixels. */
const RADIUS = 4

/** A shape tells what the colour tells; a try after the first is a triangle, an open one where it fails too. */
export function shapeOf({ outcome, isRetry }: PictureParticle): Shape {
  const shape = BY_LOOK[OUTCOME_WORDS[outcome]?.look ?? "open"]
  if (!isRetry || shape === "ring") return shape
  return shape === "disc" ? "triangle" : "open-triangle"
}

export function shapeDefinitions(): string {
  const paths = Object.entries(PATHS).map(([shape, d]) =>
    element("path", { id: shape, d, transform: `scale(${RADIUS})` }),
  )
  return element("defs", {}, paths.join(""))
}

/** Calls, each with a rim in the colour of the ground, so that they are seen on their edge. */
export function particleElements(particles: readonly PictureParticle[], palette: Palette): string {
  const rim = { stroke: colourText(palette.surface), "stroke-width": 0.4, "paint-order": "stroke" }
  return element("g", rim, particles.map((particle) => particleElement(particle, palette)).join("\n"))
}

function particleElement(particle: PictureParticle, palette: Palette): string {
  const { x, y, outcome } = particle
  const fill = colourText(palette.outcomes[outcome] ?? palette.ink)
  return `<use href="#${shapeOf(particle)}" x="${numberText(x)}" y="${numberText(y)}" fill="${fill}"/>`
}
