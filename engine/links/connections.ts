import { CONNECTION } from "../frames/columns.ts"
import type { Frame, Frames } from "../frames/frames.ts"
import { part } from "../kernel/part.ts"
import { capture, type Plain, reinstate } from "../kernel/plain.ts"
import { WaitLine } from "../resources/wait-line.ts"
import type { ConnectionOptions } from "./options.ts"
import { WINDOW_IDLE_MAX_NS } from "./windows.ts"

/** What a call gets that asks for a connection. */
export const REUSED = 0
export const OPENED = 1
export const WAITS = 2

const FIELDS = [
  "open",
  "opened",
  "waits",
  "calls",
  "served",
  "openedAtNs",
  "readyAtNs",
  "idleSinceNs",
  "window",
  "retiring",
  "roomy",
  "unused",
] as const

/**
 * Connections from one caller to one callee, each a number that is given again when it is closed. Of those with room
 * the one given back last is taken, which lets the others age and expire; that is decided when one is wanted, so no
 * event is spent on it.
 */
export class Connections {
  /** Connections ever set up. */
  opened = 0
  /** Calls that found none free. */
  waits = 0
  readonly line: WaitLine
  private readonly frames: Frames
  private readonly options: Required<ConnectionOptions>
  /** Connections there are, those included that will be found to have expired. */
  private open = 0
  /** By connection: calls on it now, calls it has had, and when it was opened, could first be used and was last left. */
  private calls: number[] = []
  private served: number[] = []
  private openedAtNs: number[] = []
  private readyAtNs: number[] = []
  private idleSinceNs: number[] = []
  /** By connection: segments that the callee may send at once. */
  private window: number[] = []
  /** By connection: 1 where it is closed as soon as nothing is on it. */
  private retiring: number[] = []
  /** Connections that can take a call; the last is taken first. */
  private roomy: number[] = []
  /** Numbers of connections that are closed. */
  private unused: number[] = []

  constructor(frames: Frames, options: Required<ConnectionOptions>) {
    this.frames = frames
    this.options = options
    this.line = new WaitLine(frames, "fifo")
  }

  /** Takes a connection for `frame`, whose CONNECTION it then is, or puts the frame in line. */
  acquire(frame: Frame, nowNs: number): typeof REUSED | typeof OPENED | typeof WAITS {
    if (!this.hasRoom(nowNs)) {
      this.waits++
      this.line.push(frame)
      return WAITS
    }
    const top = this.roomy.at(-1)
    const connection = top ?? this.connect(nowNs)
    this.frames.setInt(frame, CONNECTION, connection)
    this.enter(connection, nowNs)
    return top === undefined ? OPENED : REUSED
  }

  /** Whether a call would get a connection; closes what has expired. */
  hasRoom(nowNs: number): boolean {
    for (let top = this.roomy.at(-1); top !== undefined && this.isPast(top, nowNs); top = this.roomy.at(-1))
      this.retire(top)
    return this.roomy.length > 0 || this.open < this.options.max
  }

  /** Gives one back; `usable` when it could serve another call. */
  giveBack(connection: number, usable: boolean, nowNs: number): void {
    const { streams } = this.options
    if (!usable && this.retiring[connection] === 0) this.retire(connection)
    this.calls[connection]--
    if (this.calls[connection] === 0) {
      this.idleSinceNs[connection] = nowNs
      if (this.retiring[connection] === 1) this.close(connection)
    }
    const wasFull = this.calls[connection] === streams - 1
    if (wasFull && this.retiring[connection] === 0) this.roomy.push(connection)
  }

  /** When a connection that is being set up can be used. */
  setReady(connection: number, atNs: number): void {
    this.readyAtNs[connection] = atNs
  }

  readyAt(connection: number): number {
    return this.readyAtNs[connection]
  }

  /** Segments that the callee may send at once over a connection. */
  windowOf(connection: number): number {
    return this.window[connection]
  }

  /** So many segments have been sent and acknowledged: slow start opens the window by as many. Source: RFC 5681, 3.1. */
  widen(connection: number, segments: number): void {
    this.window[connection] += segments
  }

  snapshot(): Plain {
    return { ...capture(this, FIELDS), line: this.line.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
    this.line.restore(part(saved, "line"))
  }

  private connect(nowNs: number): number {
    const connection = this.unused.pop() ?? this.calls.length
    this.open++
    this.opened++
    this.calls[connection] = 0
    this.served[connection] = 0
    this.openedAtNs[connection] = nowNs
    this.readyAtNs[connection] = nowNs
    this.idleSinceNs[connection] = nowNs
    this.window[connection] = this.options.initialWindow
    this.retiring[connection] = 0
    this.roomy.push(connection)
    return connection
  }

  /** A call on the connection that is taken first. */
  private enter(connection: number, nowNs: number): void {
    const { streams, requestsMax, initialWindow } = this.options
    if (this.calls[connection] === 0 && nowNs - this.idleSinceNs[connection] > WINDOW_IDLE_MAX_NS)
      this.window[connection] = initialWindow
    this.calls[connection]++
    this.served[connection]++
    if (this.served[connection] >= requestsMax) this.retire(connection)
    else if (this.calls[connection] === streams) this.roomy.pop()
  }

  private isPast(connection: number, nowNs: number): boolean {
    const { idleTimeoutNs, ageMaxNs } = this.options
    if (nowNs - this.openedAtNs[connection] >= ageMaxNs) return true
    return this.calls[connection] === 0 && nowNs - this.idleSinceNs[connection] >= idleTimeoutNs
  }

  /** Takes no further call, and is closed when it has none. */
  private retire(connection: number): void {
    const at = this.roomy.lastIndexOf(connection)
    if (at >= 0) this.roomy.splice(at, 1)
    this.retiring[connection] = 1
    if (this.calls[connection] === 0) this.close(connection)
  }

  private close(connection: number): void {
    this.open--
    this.unused.push(connection)
  }
}
