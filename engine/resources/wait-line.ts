import { FLAGS, IN_LINE, INT_SHIFT, NEXT_WAITING, PREVIOUS_WAITING, PRIORITY } from "../frames/columns.ts"
import type { Frame, Frames } from "../frames/frames.ts"
import { NO_FRAME } from "../frames/frames.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"

/** Who is next: the first come, the last come, or the first of the most urgent class. */
export type Order = "fifo" | "lifo" | "priority"

/** Classes of urgency, 0 the most urgent; a request beyond the last joins the last (chosen). */
export const PRIORITIES = 8

const FIELDS = ["heads", "tails", "length"] as const

/**
 * Frames waiting in line, linked through the frames themselves, so joining, leaving and giving up are O(1).
 * A frame can be in one line at a time.
 */
export class WaitLine {
  length = 0
  private readonly frames: Frames
  private readonly lifo: boolean
  private readonly classes: number
  private heads: Int32Array
  private tails: Int32Array

  constructor(frames: Frames, order: Order) {
    this.frames = frames
    this.lifo = order === "lifo"
    this.classes = order === "priority" ? PRIORITIES : 1
    this.heads = new Int32Array(this.classes).fill(NO_FRAME)
    this.tails = new Int32Array(this.classes).fill(NO_FRAME)
  }

  push(frame: Frame): void {
    const ints = this.frames.ints
    const at = frame << INT_SHIFT
    const line = this.lineOf(ints[at | PRIORITY])
    const tail = this.tails[line]
    ints[at | FLAGS] |= IN_LINE
    ints[at | NEXT_WAITING] = NO_FRAME
    ints[at | PREVIOUS_WAITING] = tail
    if (tail >= 0) ints[(tail << INT_SHIFT) | NEXT_WAITING] = frame | 0
    else this.heads[line] = frame
    this.tails[line] = frame | 0
    this.length++
  }

  /** Back to the front of its class: one that was interrupted. */
  pushFront(frame: Frame): void {
    const ints = this.frames.ints
    const at = frame << INT_SHIFT
    const line = this.lineOf(ints[at | PRIORITY])
    const head = this.heads[line]
    ints[at | FLAGS] |= IN_LINE
    ints[at | PREVIOUS_WAITING] = NO_FRAME
    ints[at | NEXT_WAITING] = head
    if (head >= 0) ints[(head << INT_SHIFT) | PREVIOUS_WAITING] = frame
    else this.tails[line] = frame
    this.heads[line] = frame
    this.length++
  }

  /** The next frame without taking it, NO_FRAME when nobody waits. */
  peek(): Frame {
    if (this.lifo) return this.tails[0]
    for (let line = 0; line < this.classes; line++) if (this.heads[line] >= 0) return this.heads[line]
    return NO_FRAME
  }

  /** The one that came last of the most urgent, NO_FRAME when nobody waits. */
  newest(): Frame {
    for (let line = 0; line < this.classes; line++) if (this.tails[line] >= 0) return this.tails[line]
    return NO_FRAME
  }

  /** The frame that has waited longest among the least urgent: the one to drop when the line is too long. */
  oldest(): Frame {
    for (let line = this.classes - 1; line >= 0; line--) if (this.heads[line] >= 0) return this.heads[line]
    return NO_FRAME
  }

  pop(): Frame {
    const frame = this.peek()
    if (frame >= 0) this.remove(frame)
    return frame
  }

  /** Takes a frame out wherever it stands. */
  remove(frame: Frame): void {
    const ints = this.frames.ints
    const at = frame << INT_SHIFT
    const next = ints[at | NEXT_WAITING]
    const previous = ints[at | PREVIOUS_WAITING]
    const line = this.lineOf(ints[at | PRIORITY])
    if (previous >= 0) ints[(previous << INT_SHIFT) | NEXT_WAITING] = next
    else this.heads[line] = next
    if (next >= 0) ints[(next << INT_SHIFT) | PREVIOUS_WAITING] = previous
    else this.tails[line] = previous
    ints[at | FLAGS] &= ~IN_LINE
    this.length--
  }

  /** Forgets everyone in line, without touching their frames. */
  clear(): void {
    this.heads.fill(NO_FRAME)
    this.tails.fill(NO_FRAME)
    this.length = 0
  }

  snapshot(): Plain {
    return capture(this, FIELDS)
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
  }

  private lineOf(priority: number): number {
    return priority < this.classes ? priority : this.classes - 1
  }
}
