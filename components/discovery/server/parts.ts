import type { Frame, Plain } from "../../../engine/index.ts"
import type { Question } from "../letters.ts"
import type { Wait } from "./waits.ts"

/** A request at the desk: which operation it asks for, what it says, and what it has waited for so far. */
export interface Asked {
  readonly operation: string
  readonly question: Question | undefined
  readonly wait: Wait | undefined
}

/** How servers come to know the same. What it returns of a request is what `Extension.run` does. */
export interface Replication {
  /** It decides itself; one that does not passes on what it is asked. */
  readonly leads: boolean
  /** The server starts, for the first time or after a crash. */
  start(isFirst: boolean): void
  /** An agent wants something changed, or a service a key. */
  change(frame: Frame, asked: Asked): number
  /** Has one that leads answer in its place. */
  passOn(frame: Frame, asked: Asked): number
  /** A service asks for the latest value of a key. */
  get(frame: Frame, asked: Asked): number
  /** Time is up for the leases of these. */
  expire(hosts: readonly number[]): void
  /** A host's machine is held for dead, or for alive again. */
  mark(host: number, isAlive: boolean): void
  /** Another server says something. */
  onMessage(frame: Frame, operation: string): number
  onReply(frame: Frame): void
  onTimer(replica: number): void
  /** The server lost its memory; what it wrote to disk is still there. */
  crash(): void
  snapshot(): Plain
  restore(saved: Plain): void
}

/** How a server answers those who want to know who there is. */
export interface ListDesk {
  start(): void
  list(frame: Frame, asked: Asked): number
  /** The list of a component is another now. */
  changed(service: string): void
  onTimer(): void
  crash(): void
  snapshot(): Plain
  restore(saved: Plain): void
}
