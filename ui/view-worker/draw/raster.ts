/** An opaque or see-through picture in memory, as ImageData has it: a pixel is a byte each of red, green, blue and alpha. */
export class Raster {
  width = 0
  height = 0
  /** 0xAABBGGRR: as a number, on every machine a browser runs on, the first byte is the lowest. */
  pixels = new Uint32Array(0)

  /** Makes it see-through, with another size where that has changed. */
  clear(width: number, height: number): void {
    if (width === this.width && height === this.height) {
      this.pixels.fill(0)
      return
    }
    this.width = width
    this.height = height
    this.pixels = new Uint32Array(width * height)
  }

  /** Puts a colour over the pixel at an index, covering so much of it, 0 to 255. */
  cover(at: number, colour: number, coverage: number): void {
    this.pixels[at] = coverage === 255 ? OPAQUE | colour : over(this.pixels[at], colour, coverage)
  }

  /** Fills the whole pixels of a box. */
  fill({ x0, y0, x1, y1 }: PixelBox, colour: number): void {
    const [left, right] = [Math.max(0, x0), Math.min(this.width, x1)]
    if (right <= left) return
    for (let y = Math.max(0, y0); y < Math.min(this.height, y1); y++) {
      this.pixels.fill((OPAQUE | colour) >>> 0, y * this.width + left, y * this.width + right)
    }
  }
}

/** From (x0, y0) up to but without (x1, y1). */
export interface PixelBox {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

const OPAQUE = 0xff00_0000

/** 0xRRGGBB as the lower three bytes of a pixel. */
export function pixelOf(rgb: number): number {
  return ((rgb & 0xff) << 16) | (rgb & 0xff00) | ((rgb >>> 16) & 0xff)
}

/** A pixel with a colour over it. */
function over(below: number, colour: number, coverage: number): number {
  const alpha = below >>> 24
  if (alpha === 0) return (coverage << 24) | colour
  if (alpha === 255) return OPAQUE | mix(below, colour, coverage)
  // Of what shows of the two in the end, the share of the upper one.
  const total = coverage + (alpha * (255 - coverage)) / 255
  return (Math.round(total) << 24) | mix(below, colour, Math.round((255 * coverage) / total))
}

/** Two channels at a time, in parts of 256. */
function mix(below: number, above: number, share: number): number {
  const part = share + (share >>> 7)
  const rest = 256 - part
  const outer = (((below & 0xff00ff) * rest + (above & 0xff00ff) * part) >>> 8) & 0xff00ff
  const middle = (((below & 0xff00) * rest + (above & 0xff00) * part) >>> 8) & 0xff00
  return outer | middle
}
