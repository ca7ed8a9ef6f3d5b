import type { Plain } from "../../engine/index.ts"

/** The kind of a client's only timer: requests are due. */
export { TIMER_KINDS as TIMER_SEND } from "../../engine/index.ts"

/** Decides when a client sends. It sets the client's timers. */
export interface Pace {
  /** Sets the first timers. */
  start(): void
  /** A timer has come up: how many requests to send now. */
  due(): number
  /** A request has ended. */
  settled(): void
  snapshot(): Plain
  restore(saved: Plain): void
}

/** From when and until when a client sends, in ns; a request at `stopNs` is not sent any more. */
export interface Span {
  readonly startNs: number
  readonly stopNs: number
}
