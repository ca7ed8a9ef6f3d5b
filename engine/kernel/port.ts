import type { Frame } from "../frames/frames.ts"
import type { Link } from "../links/link.ts"
import type { Plain } from "./plain.ts"

/**
 * The way from one actor to one component it calls. It owns discovery, balancing, timeouts and retries; the caller
 * only says `open` and `send` and is told once, through `Actor.onReply`, how the logical call ended.
 */
export interface Port {
  /**
   * Opens a logical call of `operation` on behalf of `parent` (NO_FRAME for a root) without sending it: key, bytes,
   * deadline, priority, root and visit are the parent's until the caller changes them on the frame.
   * `step` is a constant that names the call within the caller's operation, so that each call of a request has draws
   * of its own; 0 keeps the parent's name (a forwarder, which makes one call a visit).
   */
  open(operation: number, parent: Frame, step: number): Frame
  /** Sends what `open` returned. The caller is told the outcome through `Actor.onReply`, never before this returns. */
  send(frame: Frame): void
  /** An attempt's answer has arrived. */
  onAnswer(attempt: Frame): void
  /** A timer the port set for a frame (timeout, back-off, hedge). */
  onTimer(frame: Frame): void
  /** The caller gives up a logical call it made; no `onReply` follows. */
  abandon(frame: Frame): void
  /** The link attempts of this port travel over. */
  readonly link: Link
  snapshot(): Plain
  restore(saved: Plain): void
}
