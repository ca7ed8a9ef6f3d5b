import type { LatencyHeat } from "../../playback/questions/index.ts"

/** Colours a heatmap is painted in, `#rrggbb`. */
export interface HeatColours {
  readonly ground: string
  readonly few: string
  readonly many: string
  /** Of the quantile lines, p50 first. */
  readonly lines: readonly string[]
}

type Rgb = readonly [red: number, green: number, blue: number]

/** Paints the counts cell by cell, dark where there are many (by their logarithm), and the quantile lines over them. */
export function paintHeat(canvas: HTMLCanvasElement, heat: LatencyHeat, colours: HeatColours): void {
  const context = canvas.getContext("2d")
  if (context === null) return
  const { columns, rows } = heat
  const [width, height] = [canvas.width, canvas.height]
  const cells = heatPixels(heat, rgbOf(colours.few), rgbOf(colours.many))
  const image = new ImageData(cells, columns, rows)
  context.fillStyle = colours.ground
  context.fillRect(0, 0, width, height)
  const small = new OffscreenCanvas(columns, rows)
  small.getContext("2d")?.putImageData(image, 0, 0)
  context.imageSmoothingEnabled = false
  context.drawImage(small, 0, 0, width, height)
  heat.lines.forEach((line, which) => {
    context.strokeStyle = colours.lines[which] ?? colours.many
    context.lineWidth = Math.max(1, height / 120)
    context.beginPath()
    let isDown = false
    line.forEach((ns, column) => {
      if (Number.isNaN(ns)) {
        isDown = false
        return
      }
      const x = ((column + 0.5) * width) / columns
      const y = height * (1 - heatShare(heat.edgesNs, ns))
      if (isDown) context.lineTo(x, y)
      else context.moveTo(x, y)
      isDown = true
    })
    context.stroke()
  })
}

/** RGBA of the cells, the highest row first; a cell without calls is clear. */
export function heatPixels(
  { counts, columns, rows }: LatencyHeat,
  few: Rgb,
  many: Rgb,
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(4 * columns * rows)
  const most = counts.reduce((larger, count) => Math.max(larger, count), 0)
  const scale = Math.log(most + 1)
  for (let column = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) {
      const count = counts[column * rows + row] ?? 0
      if (count === 0) continue
      const share = scale === 0 ? 1 : Math.log(count + 1) / scale
      const at = 4 * ((rows - 1 - row) * columns + column)
      for (let part = 0; part < 3; part++) {
        pixels[at + part] = (few[part] ?? 0) + share * ((many[part] ?? 0) - (few[part] ?? 0))
      }
      pixels[at + 3] = 255
    }
  }
  return pixels
}

/** How far up a latency lies, from 0 to 1: rows are equally high, and within a row it is by the logarithm. */
export function heatShare(edgesNs: Float64Array, ns: number): number {
  const rows = edgesNs.length - 1
  for (let row = 0; row < rows; row++) {
    const [low, high] = [edgesNs[row] ?? 0, edgesNs[row + 1] ?? 0]
    if (ns < high) {
      const within = low > 0 ? Math.log(Math.max(ns, low) / low) / Math.log(high / low) : ns / high
      return (row + Math.max(0, within)) / rows
    }
  }
  return 1
}

/** The latency so far up: the opposite of `heatShare`. */
export function heatLatency(edgesNs: Float64Array, share: number): number {
  const rows = edgesNs.length - 1
  const place = Math.max(0, Math.min(rows, share * rows))
  const row = Math.min(rows - 1, Math.floor(place))
  const [low, high] = [edgesNs[row] ?? 0, edgesNs[row + 1] ?? 0]
  return low > 0 ? low * (high / low) ** (place - row) : high * (place - row)
}

function rgbOf(hex: string): Rgb {
  const value = Number.parseInt(hex.trim().slice(1), 16) || 0
  return [value >> 16, (value >> 8) & 255, value & 255]
}
