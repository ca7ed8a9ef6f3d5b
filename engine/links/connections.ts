import type { Frame, Frames } from "../frames/frames.ts"
import { part } from "../kernel/part.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import { WaitLine } from "../resources/wait-line.ts"
import type { ConnectionOptions } from "./options.ts"

/** What a call gets that asks for a connection. */
export const REUSED = 0
export const OPENED = 1
export const WAITS = 2

const FIELDS = ["busy", "opened", "waits", "idleSinceNs"] as const

/**
 * Connections from one caller to one callee. Idle ones are taken latest used first, which lets the others age and
 * expire; that is decided when one is wanted, so no event is spent on it.
 */
export class Connections {
  busy = 0
  /** Connections ever set up. */
  opened = 0
  /** Calls that found none free. */
  waits = 0
  readonly line: WaitLine
  private readonly options: Required<ConnectionOptions>
  /** Rising, since the latest given back is on top. */
  private idleSinceNs: number[] = []

  constructor(frames: Frames, options: Required<ConnectionOptions>) {
    this.options = options
    this.line = new WaitLine(frames, "fifo")
  }

  /** Takes a connection for `frame`, or puts it in line. */
  acquire(frame: Frame, nowNs: number): typeof REUSED | typeof OPENED | typeof WAITS {
    if (this.busy >= this.options.max) {
      this.waits++
      this.line.push(frame)
      return WAITS
    }
    this.busy++
    const idleSinceNs = this.idleSinceNs.pop()
    if (idleSinceNs !== undefined && nowNs - idleSinceNs < this.options.idleTimeoutNs) return REUSED
    this.idleSinceNs.length = 0
    this.opened++
    return OPENED
  }

  /** Gives one back; `usable` when it could serve another call. */
  giveBack(usable: boolean, nowNs: number): void {
    this.busy--
    if (usable && this.options.keepAlive) this.idleSinceNs.push(nowNs)
  }

  snapshot(): Plain {
    return { ...capture(this, FIELDS), line: this.line.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    this.line.restore(part(saved, "line"))
  }
}
