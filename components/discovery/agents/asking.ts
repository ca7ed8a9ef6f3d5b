import type { Frame, Plain, Port, Simulation, Stream } from "../../../engine/index.ts"
import type { Question } from "../letters.ts"
import type { Way } from "./way.ts"

/** What a caller's side of reading a registry is given. */
export interface Asking {
  readonly sim: Simulation
  readonly way: Way
  /** How long it waits for an answer that is given at once, in ns. */
  readonly timeoutNs: number
  /** The run begins as if it had gone on for long. */
  readonly isSettled: boolean
  readonly random: Stream
  /** The components that are looked for, in the order in which they were named. */
  readonly services: readonly string[]
  /** From now on these hosts of a component can be called and no others; of all, where it is empty. */
  learn(service: string, hosts: readonly number[]): void
  /** Asks for a list. `which` is at most 65,535, and comes back with the answer. */
  ask(ports: readonly Port[], question: Question, which: number): void
  /** Sets a timer, which a crash of the caller takes away. `argument` is at most 65,535. */
  after(delayNs: number, argument: number): void
}

/** A caller's side of reading a registry. */
export interface Follower {
  /** The run begins, or the caller comes back and knows nobody. */
  start(isFirst: boolean): void
  onTimer(argument: number): void
  /** An answer to what was asked for under `which`, or the end of waiting for it. */
  onReply(frame: Frame, which: number): void
  snapshot(): Plain
  restore(saved: Plain): void
}
