import type * as z from "zod"
import type { Plain, Stream } from "../../../engine/index.ts"

/** A host that renews its entry itself. */
export interface Beat {
  readonly kind: "beat"
  readonly everyNs: number
  /** After a beat that no server has taken; Infinity: at the next beat. */
  readonly retryNs: number
  /** The beat comes from a thread of its own, which goes on while the host hangs. */
  readonly isSeparate: boolean
}

/** A host whose state somebody beside it looks at and reports. Times in ns. */
export interface Watchman {
  readonly kind: "watchman"
  readonly intervalNs: number
  readonly timeoutNs: number
  readonly fall: number
  readonly rise: number
  /** The interval runs from the end of the check before, not from its beginning. */
  readonly fromEnd: boolean
  /** The whole state is reported after so long, and at random up to as much again; Infinity: only changes are. */
  readonly syncNs: number
  readonly retryNs: number
  /** The agents, and the servers with them, watch each other. */
  readonly gossip: "off" | "lan" | "wan"
  /** A crash of the host takes it along. */
  readonly diesWithHost: boolean
}

/** What a server's side of it is given: made once at wiring and reused. */
export interface LeaseContext<P, S> {
  readonly params: P
  state: S
  readonly random: Stream
  /** When the time of each host is up, in ns. */
  readonly leases: Map<number, number>
  now: number
}

/** How a registry learns that a replica is no longer there: what its host does for it, and what its servers do. */
export interface LivenessDefinition<P, S extends Plain> {
  readonly kind: string
  readonly title: string
  readonly summary: string
  readonly sources: readonly string[]
  readonly params: z.ZodType<P>
  readonly presets: Readonly<Record<string, Readonly<Record<string, unknown>>>>
  duty(params: P): Beat | Watchman
  /** How often servers look for those whose time is up; Infinity: never. */
  sweepNs(params: P): number
  /** They look at whole multiples of it, instead of at times that follow from when each was started. */
  readonly isAligned: boolean
  state(params: P): S
  /** How long the entry is good of a host that was last heard of then. */
  goodUntilNs(params: P, heardNs: number): number
  /** A host has been entered, or entered anew where it `wasThere`. It was heard of at `now`. */
  granted(context: LeaseContext<P, S>, host: number, wasThere: boolean): void
  renewed(context: LeaseContext<P, S>, host: number): void
  /** A host is no longer entered. Its lease is gone already. */
  left(context: LeaseContext<P, S>): void
  /** Those whose entries go now. */
  sweep(context: LeaseContext<P, S>): readonly number[]
  /** A server has taken over the leases of these, about which it knows no more than that they are there. */
  tookOver(context: LeaseContext<P, S>, hosts: readonly number[]): void
}

export type AnyLiveness = LivenessDefinition<unknown, Plain>

/** The registry's door: parameters and state given to a leaf are what its own schema and `state` returned. */
export function defineLiveness<P, S extends Plain>(definition: LivenessDefinition<P, S>): AnyLiveness {
  return definition
}
