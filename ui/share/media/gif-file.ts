import { GIFEncoder } from "gifenc"
import { type Colour, NearestColour, onlyChanges, TRANSPARENT } from "./gif-colours.ts"

/** Of GIF89a's disposal methods: the frame stays below the next. */
const STAYS = 1

/** A GIF that is written frame by frame and plays over and over. */
export class GifFile {
  private readonly encoder = GIFEncoder()
  private readonly colours: readonly Colour[]
  private readonly nearest: NearestColour
  private readonly frameMs: number
  private before: Uint8Array | null = null

  /** The format counts in hundredths of a second: `framesPerSecond` divides 100. */
  constructor(colours: readonly Colour[], framesPerSecond: number) {
    this.colours = colours
    this.nearest = new NearestColour(colours)
    this.frameMs = 1_000 / framesPerSecond
  }

  /** Pixels of four bytes each, all frames of one size. */
  add(rgba: Uint8ClampedArray, width: number, height: number): void {
    const { encoder, before, frameMs: delay, colours: palette } = this
    const frame = this.nearest.of(rgba)
    if (before === null) encoder.writeFrame(frame, width, height, { palette, delay, dispose: STAYS })
    else {
      const options = { delay, dispose: STAYS, transparent: true, transparentIndex: TRANSPARENT }
      encoder.writeFrame(onlyChanges(frame, before), width, height, options)
    }
    this.before = frame
  }

  /** The whole file. Once. */
  finish(): Blob {
    this.encoder.finish()
    return new Blob([this.encoder.bytes()], { type: "image/gif" })
  }
}
