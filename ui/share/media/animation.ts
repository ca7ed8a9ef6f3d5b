import type { Remote } from "comlink"
import type { BranchId } from "../../protocol/feed.ts"
import type { Topology } from "../../protocol/topology.ts"
import type { Sketch, ViewApi } from "../../protocol/view-api.ts"
import { pictureSvg } from "../picture/picture-svg.ts"
import { gifColours } from "./gif-colours.ts"
import { Painter } from "./painter.ts"
import { sketchPicture } from "./sketch-picture.ts"
import { stillFrame } from "./still-frame.ts"
import { WebmFile, webmType } from "./webm-file.ts"

/** A branch as it is shown. */
export interface Shown {
  readonly view: Remote<ViewApi>
  readonly branch: BranchId
  readonly topology: Topology
}

export type AnimationFormat = "gif" | "webm"

export interface Animation {
  readonly format: AnimationFormat
  readonly timesNs: readonly number[]
  readonly framesPerSecond: number
}

/** Longest side of an animation in pixels (chosen: what a slide or a page has room for). */
const SIDE_MAX = 1_280

/** Throws where the picture has not been laid out yet. */
export async function sketchAt({ view, branch }: Shown, tNs: number): Promise<Sketch> {
  const sketch = await view.sketch("main", branch, tNs)
  if (sketch === null) throw new Error("the picture is not there yet")
  return sketch
}

/** Draws a stretch of a run as a file, frame by frame. Null where it was given up. */
export async function animate(
  shown: Shown,
  animation: Animation,
  { signal, onFrame }: { readonly signal: AbortSignal; readonly onFrame: (frames: number) => void },
): Promise<Blob | null> {
  const { timesNs } = animation
  const first = await sketchAt(shown, timesNs[0] ?? 0)
  const { palette } = first.scene
  const frame = stillFrame(first, shown.topology)
  const stepNs = (timesNs[1] ?? Number.POSITIVE_INFINITY) - (timesNs[0] ?? 0)
  const painter = new Painter(frame, Math.min(1, SIDE_MAX / Math.max(frame.width, frame.height)))
  const writer = await writerOf(animation, painter, first)
  try {
    for (const [index, tNs] of timesNs.entries()) {
      const sketch = await sketchAt(shown, tNs)
      await painter.paint(pictureSvg(sketchPicture(sketch, shown.topology, stepNs), palette, frame))
      if (signal.aborted) return null
      await writer.add()
      onFrame(index + 1)
    }
    return await writer.finish()
  } finally {
    await writer.end()
  }
}

/** What makes a file of the frames that are painted. */
interface Writer {
  add(): Promise<void>
  finish(): Promise<Blob>
  end(): Promise<void>
}

async function writerOf({ format, framesPerSecond }: Animation, painter: Painter, sketch: Sketch): Promise<Writer> {
  const { canvas } = painter
  if (format === "webm") {
    const type = webmType()
    if (type === undefined) throw new Error("this browser records no video")
    return new WebmFile(canvas, framesPerSecond, type)
  }
  const { GifFile } = await import("./gif-file.ts")
  const file = new GifFile(gifColours(sketch.scene.palette), framesPerSecond)
  return {
    add: async () => file.add(painter.pixels(), canvas.width, canvas.height),
    finish: async () => file.finish(),
    end: async () => undefined,
  }
}
