/** Marks below this are shapes of stamps.ts, at (a, b) with the radius c. */
export const RECT = 16
/** From (a, b) to (c, d), so thick as e. */
export const LINE = 17
/** "×" and a power of ten, e, with its upper left corner at (a, b) and c high. */
export const TIMES = 18

/** A small mark is drawn with at least this radius, in device pixels (chosen: a shape is still told from another). */
export const RADIUS_MIN_PX = 2

const COLUMNS = 5

/** All that is drawn of an instant, in the order in which it is, in the coordinates of the scene. */
export class Marks {
  length = 0
  kinds = new Uint8Array(1_024)
  /** 0xRRGGBB. */
  colours = new Uint32Array(1_024)
  /** a, b, c, d and e of each. */
  places = new Float32Array(1_024 * COLUMNS)

  clear(): void {
    this.length = 0
  }

  shape(shape: number, at: { readonly x: number; readonly y: number }, radius: number, colour: number): void {
    this.put(shape, colour, at.x, at.y)
    this.places[(this.length - 1) * COLUMNS + 2] = radius
  }

  rect(area: Area, colour: number): void {
    this.put(RECT, colour, area.x, area.y)
    const to = (this.length - 1) * COLUMNS
    this.places[to + 2] = area.width
    this.places[to + 3] = area.height
  }

  /** An area's left part, so wide. */
  part({ x, y, height }: Area, width: number, colour: number): void {
    this.put(RECT, colour, x, y)
    const to = (this.length - 1) * COLUMNS
    this.places[to + 2] = width
    this.places[to + 3] = height
  }

  square(x: number, y: number, side: number, colour: number): void {
    this.put(RECT, colour, x, y)
    const to = (this.length - 1) * COLUMNS
    this.places[to + 2] = side
    this.places[to + 3] = side
  }

  line(points: Float32Array, from: number, thickness: number, colour: number): void {
    this.put(LINE, colour, points[from], points[from + 1])
    const to = (this.length - 1) * COLUMNS
    this.places[to + 2] = points[from + 2]
    this.places[to + 3] = points[from + 3]
    this.places[to + 4] = thickness
  }

  times(at: { readonly x: number; readonly y: number }, height: number, power: number, colour: number): void {
    this.put(TIMES, colour, at.x, at.y)
    const to = (this.length - 1) * COLUMNS
    this.places[to + 2] = height
    this.places[to + 4] = power
  }

  /** 64 bits over all of them, as 16 hexadecimal digits: equal frames have equal hashes (FNV-1a over words, two lanes). */
  hash(): string {
    const words = new Uint32Array(this.places.buffer, 0, this.length * COLUMNS)
    let [a, b] = [0x811c_9dc5, 0x9e37_79b9]
    const mix = (word: number) => {
      a = Math.imul(a ^ word, PRIME)
      b = Math.imul(b ^ (word + (a >>> 15)), PRIME)
    }
    for (let mark = 0; mark < this.length; mark++) mix(this.kinds[mark] ^ (this.colours[mark] << 5))
    for (const word of words) mix(word)
    return hex(a) + hex(b)
  }

  private put(kind: number, colour: number, a: number, b: number): void {
    if (this.length === this.kinds.length) this.grow()
    const at = this.length++
    this.kinds[at] = kind
    this.colours[at] = colour
    const { places } = this
    const to = at * COLUMNS
    places[to] = a
    places[to + 1] = b
    places[to + 2] = 0
    places[to + 3] = 0
    places[to + 4] = 0
  }

  private grow(): void {
    const [kinds, colours, places] = [this.kinds, this.colours, this.places]
    this.kinds = new Uint8Array(2 * kinds.length)
    this.colours = new Uint32Array(2 * kinds.length)
    this.places = new Float32Array(2 * places.length)
    this.kinds.set(kinds)
    this.colours.set(colours)
    this.places.set(places)
  }
}

/** A rectangle in the coordinates of the scene. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const PRIME = 0x0100_0193

function hex(word: number): string {
  return (word >>> 0).toString(16).padStart(8, "0")
}
