import type { Frame } from "../picture/picture-svg.ts"

/** Draws SVG files on a canvas, one after another. */
export class Painter {
  readonly canvas = document.createElement("canvas")
  private readonly context: CanvasRenderingContext2D

  /** `scale`: pixels of the canvas for one of the files. Throws where the browser gives no context. */
  constructor({ width, height }: Frame, scale: number) {
    const { canvas } = this
    // Video has pairs of pixels.
    canvas.width = 2 * Math.max(1, Math.round((width * scale) / 2))
    canvas.height = 2 * Math.max(1, Math.round((height * scale) / 2))
    const context = canvas.getContext("2d", { willReadFrequently: true })
    if (context === null) throw new Error("the browser gives no canvas to draw on")
    this.context = context
  }

  async paint(svg: string): Promise<void> {
    const { canvas, context } = this
    const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }))
    try {
      const image = new Image()
      image.src = url
      await image.decode()
      context.drawImage(image, 0, 0, canvas.width, canvas.height)
    } finally {
      URL.revokeObjectURL(url)
    }
  }

  pixels(): Uint8ClampedArray {
    return this.context.getImageData(0, 0, this.canvas.width, this.canvas.height).data
  }

  png(): Promise<Blob> {
    const { canvas } = this
    return new Promise((resolve, reject) => {
      canvas.toBlob((blob) => {
        if (blob === null) reject(new Error(`a picture of ${canvas.width} × ${canvas.height} is too large`))
        else resolve(blob)
      }, "image/png")
    })
  }
}
