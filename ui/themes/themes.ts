import type { Palette } from "../protocol/scene.ts"
import { OUTCOME_WORDS } from "../words/outcomes.ts"

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
    outcomes: OUTCOME_WORDS.map(({ look }) => colour(`outcome-${look}`)),
    queue: colour("queue"),
    busy: colour("busy"),
    idle: colour("idle"),
    highlight: colour("accent"),
    latency: [0, 1, 2, 3, 4].map((step) => colour(`latency-${step}`)),
  }
}

/** Of `#rrggbb`, as tokens are written. */
function readColour(text: string): number {
  return Number.parseInt(text.trim().slice(1), 16) || 0
}
