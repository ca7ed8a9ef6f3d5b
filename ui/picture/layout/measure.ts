import type { LayoutTexts } from "./arrange.ts"
import { BAND, type Measure } from "./sizes.ts"

export interface TextMetrics extends LayoutTexts {
  /** Heights of a line of the two sizes, in CSS pixels. */
  readonly small: number
  readonly medium: number
  /** Width of a text in the small size. */
  readonly measureSmall: (text: string) => number
  /** As `measure`, of names in the small size. */
  readonly measureNames: Measure
}

/** Line height of the labels. */
const LEADING = 1.3

/** Measures texts as the element's style has them: `--font`, `--text-s`, `--text-m`. */
export function textMetrics(element: Element): TextMetrics {
  const style = getComputedStyle(element)
  const family = style.getPropertyValue("--font").trim() || "sans-serif"
  const sizeOf = (token: string, otherwise: number) => Number.parseFloat(style.getPropertyValue(token)) || otherwise
  const small = sizeOf("--text-s", 12)
  const medium = sizeOf("--text-m", 14)
  const context = document.createElement("canvas").getContext("2d")
  const widthIn = (font: string) => {
    const known = new Map<string, number>()
    return (text: string) => {
      const width = known.get(text) ?? measured(context, font, text)
      known.set(text, width)
      return width
    }
  }
  const strong = widthIn(`600 ${medium}px ${family}`)
  const normal = widthIn(`${small}px ${family}`)
  const smallStrong = widthIn(`600 ${small}px ${family}`)
  const mediumLine = Math.ceil(medium * LEADING)
  return {
    headroom: Math.max(0, mediumLine - BAND),
    measureNames: (text, weight) => (weight === "strong" ? smallStrong(text) : normal(text)),
    measure: (text, weight) => (weight === "strong" ? strong(text) : normal(text)),
    measureSmall: smallStrong,
    small: Math.ceil(small * LEADING),
    medium: mediumLine,
  }
}

function measured(context: CanvasRenderingContext2D | null, font: string, text: string): number {
  // Without a context: half as wide as high, which digits and small letters are roughly.
  if (context === null) return text.length * 7
  context.font = font
  return context.measureText(text).width
}
