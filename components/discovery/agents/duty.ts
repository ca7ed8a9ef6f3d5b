import type { Frame, Plain, Simulation } from "../../../engine/index.ts"
import type { Way } from "./way.ts"

/** What whoever keeps a host's entry up to date is given. */
export interface Post {
  readonly sim: Simulation
  readonly way: Way
  readonly isHung: boolean
  /** Asks a server for an operation about the host; the answer comes to `onReply` under `tag`. */
  ask(operation: string, passing: boolean, tag: number): void
  /** Asks the host itself, beside which it stands. */
  probe(tag: number): void
  /** Sets a timer that means nothing once the duty is over, or in another life. */
  after(delayNs: number, argument: number): void
  /** Uniform in [0, 1). */
  draw(): number
}

/** How a host's entry is kept up to date. */
export interface Duty {
  /** Sees who it is about through a crash of the host. */
  readonly outlivesHost: boolean
  /** When the servers last heard of the host before the run began. */
  readonly heardNs: number
  /** It begins; the host `isEntered` already where the run begins as if it had gone on for long. */
  start(isEntered: boolean): void
  onTimer(argument: number): void
  onReply(frame: Frame, tag: number): void
  /** The host has ceased to hang. */
  onThaw(): void
  snapshot(): Plain
  restore(saved: Plain): void
}
