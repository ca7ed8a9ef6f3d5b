import type { Palette } from "../protocol/scene.ts"

export const THEMES = ["auto", "light", "dark", "contrast", "projector"] as const
export type ThemeName = (typeof THEMES)[number]

/** The tokens the picture is drawn with, as the page's style sheets define them now. */
export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  const colour = (token: string) => readColour(style.getPropertyValue(`--${token}`))
  return {
    ink: colour("ink"),
    faint: colour("faint"),
    surface: colour("surface"),
    outcomes: OUTCOME_TOKENS.map((token) => colour(`outcome-${token}`)),
    queue: colour("queue"),
    busy: colour("busy"),
    idle: colour("idle"),
    highlight: colour("accent"),
    latency: [0, 1, 2, 3, 4].map((step) => colour(`latency-${step}`)),
  }
}

/** By number of the outcome (engine/frames/outcome.ts): which of the few outcome colours it has. */
const OUTCOME_TOKENS = [
  "ok",
  "error",
  "late",
  "late",
  "refused",
  "refused",
  "refused",
  "refused",
  "lost",
  "lost",
  "cancelled",
  "open",
] as const

/** Of `#rrggbb`, as tokens are written. */
function readColour(text: string): number {
  return Number.parseInt(text.trim().slice(1), 16) || 0
}
