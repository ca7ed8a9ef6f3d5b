import { AMOUNT, BACKOFF, IN_LINE, IN_TRANSIT, NETWORK, POOLED, QUEUED, WAITING_SINCE } from "../frames/columns.ts"
import type { Frame, Frames } from "../frames/frames.ts"
import type { SpanParts } from "./recorder.ts"

/** The waits of a call so far, in ns. Its caller may give up in the middle of one: it counts as far as it has come. */
export function waitsOf(frames: Frames, frame: Frame): SpanParts {
  const { nowNs } = frames
  const parts = {
    queueNs: frames.double(frame, QUEUED),
    networkNs: frames.double(frame, NETWORK),
    backoffNs: frames.double(frame, BACKOFF),
    poolNs: frames.double(frame, POOLED),
  }
  if (frames.has(frame, IN_LINE)) parts.queueNs += nowNs - frames.double(frame, WAITING_SINCE)
  if (parts.networkNs > 0 && frames.has(frame, IN_TRANSIT))
    parts.networkNs = Math.max(0, parts.networkNs - Math.max(0, frames.double(frame, AMOUNT) - nowNs))
  return parts
}
