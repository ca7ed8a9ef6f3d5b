/** What is used of gifenc, which comes without types. */
declare module "gifenc" {
  interface FrameOptions {
    /** Red, green and blue. Of the first frame: the colours of the whole file. */
    readonly palette?: readonly (readonly [number, number, number])[]
    /** In ms. */
    readonly delay?: number
    readonly transparent?: boolean
    readonly transparentIndex?: number
    /** 1: the frame stays below the next. */
    readonly dispose?: number
  }

  interface Encoder {
    /** Of each pixel the number of its colour. */
    writeFrame(colours: Uint8Array, width: number, height: number, options?: FrameOptions): void
    finish(): void
    bytes(): Uint8Array<ArrayBuffer>
  }

  export function GIFEncoder(): Encoder
}
