import type { Frame } from "../frames/frames.ts"
import type { Server } from "../operations/server.ts"
import type { Plain } from "./plain.ts"

/**
 * What the kernel needs of a component's instance. All mutable fields are plain data (numbers, typed arrays, maps
 * and arrays of these); `snapshot` lists them and `restore` puts them back. No promise, generator or closure is state.
 */
export interface Actor {
  /** A call arrived. The actor answers it, now or later, exactly once through `Simulation.reply`. */
  onRequest(frame: Frame): void
  /** A call this actor made is settled: its outcome is in the frame, which is gone when this returns. */
  onReply(frame: Frame): void
  /** The caller of `frame` no longer waits, and the callee has learnt it. It may stop working on it. */
  onCancel(frame: Frame): void
  /** A timer this actor set. `kind` is its own, `argument` what it gave. */
  onTimer(kind: number, argument: number): void
  /** A fault verb on this actor begins (`on`) or ends. Unknown verbs are refused when the scenario is checked. */
  onFault(verb: string, on: boolean, amount: number): void
  snapshot(): Plain
  restore(snapshot: Plain): void
  /** Set where the actor carries out programs, so that calls between such actors need no way round. */
  readonly server?: Server
  /** For the stall report: frames that wait here, and for what. */
  waiting(): readonly Waiting[]
}

/** One wait that keeps a request from going on. */
export interface Waiting {
  readonly frame: Frame
  /** What it waits for, in words: "a slot", "a connection", "an answer". */
  readonly resource: string
  /** Actor that holds it. */
  readonly holder: number
}
