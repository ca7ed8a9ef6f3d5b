import colours from "picocolors"
import { type Paint, PLAIN } from "../../scenarios/report/index.ts"

/** Apart from the other colours, so that commands without a report do not load its code. */
export function reportPaint(isColoured: boolean): Paint {
  if (!isColoured) return PLAIN
  const { green, red, yellow, bold, dim, cyan } = colours.createColors(true)
  return { good: green, bad: red, unsure: yellow, strong: bold, faint: dim, accent: cyan }
}
