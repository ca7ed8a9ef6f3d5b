import type { Raster } from "./draw/raster.ts"
import type { Screen } from "./surface.ts"

/** Shows rasters on a canvas. */
export class CanvasScreen implements Screen {
  private readonly canvas: OffscreenCanvas
  private readonly context: OffscreenCanvasRenderingContext2D
  /** Over the memory of the raster it was last given. */
  private image: ImageData | null = null
  private pixels: Uint32Array | null = null

  /** Throws where the browser gives no context. */
  constructor(canvas: OffscreenCanvas) {
    const context = canvas.getContext("2d")
    if (context === null) throw new Error("the canvas has no 2d context")
    this.canvas = canvas
    this.context = context
  }

  show({ width, height, pixels }: Raster): void {
    if (width === 0 || height === 0) return
    if (this.image === null || this.pixels !== pixels) {
      this.canvas.width = width
      this.canvas.height = height
      this.image = new ImageData(new Uint8ClampedArray(pixels.buffer), width, height)
      this.pixels = pixels
    }
    this.context.putImageData(this.image, 0, 0)
  }
}
