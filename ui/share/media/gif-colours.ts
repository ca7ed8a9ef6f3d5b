import type { Palette } from "../../protocol/scene.ts"

export type Colour = readonly [red: number, green: number, blue: number]

/** Number of the colour that lets the frame before show through. No pixel has it. */
export const TRANSPARENT = 0
/** A file has so many colours at most, one of them the transparent one. */
const COLOURS_MAX = 256

/**
 * The colours of every frame: those that pictures are drawn in, and for the edges of what is drawn mixtures of each with
 * the ground, as many as there is room for. They are known before the first frame, so nothing flickers.
 */
export function gifColours({ ink, faint, surface, outcomes, queue, busy, idle, latency }: Palette): readonly Colour[] {
  const drawn = [...new Set([ink, faint, queue, busy, idle, ...outcomes, ...latency])].filter((one) => one !== surface)
  const steps = Math.max(1, Math.floor((COLOURS_MAX - 2) / Math.max(1, drawn.length)))
  const ground = colourOf(surface)
  const mixtures = drawn.flatMap((one) =>
    Array.from({ length: steps }, (_, step) => mixed(ground, colourOf(one), (step + 1) / steps)),
  )
  return [ground, ground, ...mixtures].slice(0, COLOURS_MAX)
}

/** Finds the nearest of some colours for pixels, and remembers it: pictures have few. The first colour is left out. */
export class NearestColour {
  private readonly colours: readonly Colour[]
  private readonly known = new Map<number, number>()

  constructor(colours: readonly Colour[]) {
    this.colours = colours
  }

  /** For each pixel, four bytes of red, green, blue and what is not looked at, the number of its colour. */
  of(rgba: Uint8ClampedArray): Uint8Array {
    const numbers = new Uint8Array(rgba.length / 4)
    let before = -1
    let number = TRANSPARENT
    for (let pixel = 0, at = 0; pixel < numbers.length; pixel++, at += 4) {
      const packed = ((rgba[at] ?? 0) << 16) | ((rgba[at + 1] ?? 0) << 8) | (rgba[at + 2] ?? 0)
      if (packed !== before) number = this.numberOf(packed)
      before = packed
      numbers[pixel] = number
    }
    return numbers
  }

  private numberOf(packed: number): number {
    const known = this.known.get(packed)
    if (known !== undefined) return known
    const wanted = colourOf(packed)
    let [nearest, distance] = [TRANSPARENT, Number.POSITIVE_INFINITY]
    this.colours.forEach((colour, number) => {
      const its = colour.reduce((sum, channel, i) => sum + (channel - (wanted[i] ?? 0)) ** 2, 0)
      if (number === TRANSPARENT || its >= distance) return
      nearest = number
      distance = its
    })
    this.known.set(packed, nearest)
    return nearest
  }
}

/** Every pixel that is as in the frame before is made transparent: what stays is not written again. */
export function onlyChanges(frame: Uint8Array, before: Uint8Array): Uint8Array {
  return frame.map((colour, at) => (colour === before[at] ? TRANSPARENT : colour))
}

function colourOf(packed: number): Colour {
  return [(packed >>> 16) & 0xff, (packed >>> 8) & 0xff, packed & 0xff]
}

function mixed(from: Colour, to: Colour, share: number): Colour {
  const [red, green, blue] = from.map((channel, i) => Math.round(channel + share * ((to[i] ?? 0) - channel)))
  return [red ?? 0, green ?? 0, blue ?? 0]
}
