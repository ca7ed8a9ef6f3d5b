import type { Topology } from "../../protocol/topology.ts"
import type { Sketch } from "../../protocol/view-api.ts"
import { type Frame, frameOf } from "../picture/picture-svg.ts"
import { sketchPicture } from "./sketch-picture.ts"

/** The part of the plane that what does not move needs: the same at every instant. Calls keep within its margin. */
export function stillFrame(sketch: Sketch, topology: Topology): Frame {
  return frameOf({ ...sketchPicture(sketch, topology), particles: [] })
}
