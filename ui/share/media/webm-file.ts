/** The better first. */
const TYPES = ["video/webm;codecs=vp9", "video/webm;codecs=vp8", "video/webm"]
/** Chosen: sharp edges and text stay sharp. */
const BITS_PER_PIXEL_AND_FRAME = 0.2
const BITS_PER_SECOND_MIN = 2_500_000

/** The kind of WebM this browser writes; undefined where it writes none. */
export function webmType(): string | undefined {
  if (typeof MediaRecorder === "undefined" || typeof HTMLCanvasElement.prototype.captureStream !== "function") return
  return TYPES.find((type) => MediaRecorder.isTypeSupported(type))
}

/**
 * A video of a canvas. Browsers record by the clock on the wall, so recording rests while a frame is drawn, and goes on
 * for as long as the frame is to be seen.
 */
export class WebmFile {
  private readonly recorder: MediaRecorder
  private readonly track: CanvasCaptureMediaStreamTrack
  private readonly type: string
  private readonly frameMs: number
  private readonly parts: Blob[] = []

  /** `type` is what `webmType` gave. */
  constructor(canvas: HTMLCanvasElement, framesPerSecond: number, type: string) {
    const stream = canvas.captureStream(0)
    const [track] = stream.getVideoTracks().filter((one) => one instanceof CanvasCaptureMediaStreamTrack)
    if (track === undefined) throw new Error("the browser does not record this canvas")
    const bits = canvas.width * canvas.height * framesPerSecond * BITS_PER_PIXEL_AND_FRAME
    const videoBitsPerSecond = Math.max(BITS_PER_SECOND_MIN, Math.round(bits))
    this.track = track
    this.type = type
    this.frameMs = 1_000 / framesPerSecond
    this.recorder = new MediaRecorder(stream, { mimeType: type, videoBitsPerSecond })
    this.recorder.ondataavailable = ({ data }) => this.parts.push(data)
    this.recorder.start()
    this.recorder.pause()
  }

  /** Records what is on the canvas. */
  async add(): Promise<void> {
    const { recorder, track, frameMs } = this
    recorder.resume()
    track.requestFrame()
    await new Promise((resolve) => window.setTimeout(resolve, frameMs))
    recorder.pause()
  }

  /** The whole file. Once. */
  async finish(): Promise<Blob> {
    await this.end()
    return new Blob(this.parts, { type: this.type })
  }

  /** Ends recording; what was recorded is of no use any more unless it is finished. */
  end(): Promise<void> {
    const { recorder, track } = this
    return new Promise((resolve, reject) => {
      recorder.onstop = () => resolve()
      recorder.onerror = () => reject(new Error("the browser could not record the video"))
      if (recorder.state === "inactive") resolve()
      else recorder.stop()
      track.stop()
    })
  }
}
