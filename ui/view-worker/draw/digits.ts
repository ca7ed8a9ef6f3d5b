import type { Raster } from "./raster.ts"

/** Rows of a glyph, three pixels each, the leftmost the highest bit: what "×10" is made of. */
const TIMES = [0b000, 0b101, 0b010, 0b101, 0b000]
const ONE = [0b010, 0b110, 0b010, 0b010, 0b111]
const ZERO = [0b111, 0b101, 0b101, 0b101, 0b111]
const GLYPH_ROWS = 5
const GLYPH_COLUMNS = 4

interface Label {
  readonly x: number
  readonly y: number
  readonly height: number
  /** Of ten: "×10" for 1. */
  readonly power: number
  readonly colour: number
}

/** Writes how many each tick of a queue stands for. */
export function paintTimes(raster: Raster, { x, y, height, power, colour }: Label): void {
  const dot = Math.max(1, Math.round(height / GLYPH_ROWS))
  const glyphs = [TIMES, ONE, ...Array.from({ length: power }, () => ZERO)]
  const [left, top] = [Math.round(x), Math.round(y)]
  glyphs.forEach((rows, glyph) => {
    rows.forEach((bits, row) => {
      for (let column = 0; column < 3; column++) {
        if ((bits & (4 >>> column)) === 0) continue
        const x0 = left + (glyph * GLYPH_COLUMNS + column) * dot
        const y0 = top + row * dot
        raster.fill({ x0, y0, x1: x0 + dot, y1: y0 + dot }, colour)
      }
    })
  })
}

/** How wide the label is, for its height. */
export function widthOfTimes(height: number, power: number): number {
  return (height / GLYPH_ROWS) * ((power + 2) * GLYPH_COLUMNS - 1)
}
