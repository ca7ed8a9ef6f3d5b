import colours from "picocolors"
import type { Painter } from "../../scenarios/text/render.ts"

/** Whether a stream wants colours: a terminal, unless NO_COLOR or --no-color say otherwise. */
export function wantsColour(stream: { readonly isTTY?: boolean }, asked: boolean): boolean {
  if (!asked || (process.env.NO_COLOR ?? "") !== "") return false
  return (process.env.FORCE_COLOR ?? "") !== "" || stream.isTTY === true
}

export function problemPainter(isColoured: boolean): Painter {
  const { red, yellow, bold, dim } = colours.createColors(isColoured)
  return { error: red, warning: yellow, strong: bold, faint: dim }
}
