import { KEY } from "../frames/columns.ts"
import { type Frame, type Frames, NO_FRAME } from "../frames/frames.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"

/** Exclusive locks by request key, first come first served. */
export class KeyLocks {
  private readonly frames: Frames
  private holders = new Map<number, number>()
  private lines = new Map<number, number[]>()

  constructor(frames: Frames) {
    this.frames = frames
  }

  /** True when the frame has the lock now; otherwise it waits in line. */
  take(frame: Frame): boolean {
    const key = this.frames.double(frame, KEY)
    if (!this.holders.has(key)) {
      this.holders.set(key, frame)
      return true
    }
    const line = this.lines.get(key)
    if (line === undefined) this.lines.set(key, [frame])
    else line.push(frame)
    return false
  }

  /** Gives back the lock a frame holds or its place in line. Returns the frame that has the lock now, or NO_FRAME. */
  release(frame: Frame): Frame {
    const key = this.frames.double(frame, KEY)
    const line = this.lines.get(key)
    if (this.holders.get(key) !== frame) {
      const at = line?.indexOf(frame) ?? -1
      if (line !== undefined && at >= 0) line.splice(at, 1)
      return NO_FRAME
    }
    const next = line?.shift()
    if (line !== undefined && line.length === 0) this.lines.delete(key)
    if (next === undefined) {
      this.holders.delete(key)
      return NO_FRAME
    }
    this.holders.set(key, next)
    return next
  }

  /** Who holds the lock on this frame's key, NO_FRAME when nobody does. */
  holderFor(frame: Frame): Frame {
    return this.holders.get(this.frames.double(frame, KEY)) ?? NO_FRAME
  }

  clear(): void {
    this.holders.clear()
    this.lines.clear()
  }

  snapshot(): Plain {
    return capture(this, ["holders", "lines"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["holders", "lines"], saved)
  }
}
