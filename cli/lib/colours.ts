import colours from "picocolors"
import { type Paint, PLAIN } from "../../scenarios/report/index.ts"
import type { Painter } from "../../scenarios/text/render.ts"

/** Whether a stream wants colours: a terminal, unless NO_COLOR or --no-color say otherwise. */
export function wantsColour(stream: { readonly isTTY?: boolean }, asked: boolean): boolean {
  if (!asked || (process.env.NO_COLOR ?? "") !== "") return false
  return (process.env.FORCE_COLOR ?? "") !== "" || stream.isTTY === true
}

export function reportPaint(isColoured: boolean): Paint {
  if (!isColoured) return PLAIN
  const { green, red, yellow, bold, dim, cyan } = colours.createColors(true)
  return { good: green, bad: red, unsure: yellow, strong: bold, faint: dim, accent: cyan }
}

export function problemPainter(isColoured: boolean): Painter {
  const { red, yellow, bold, dim } = colours.createColors(isColoured)
  return { error: red, warning: yellow, strong: bold, faint: dim }
}
