import {
  ABANDON_KNOWN,
  CALLER_DONE,
  CANCELLED,
  CONTINUE,
  type CountMetric,
  type Extension,
  FOUND,
  type Frame,
  heldFor,
  type KeyedStream,
  type LevelMetric,
  LOST,
  NOTE,
  PARKED,
  type Plain,
  REFUSED,
  ROOT,
  type Sampler,
  type Simulation,
  VISIT,
  wake,
  wholeNs,
} from "../../engine/index.ts"
import type { Origins } from "../kit/attackers.ts"
import { type HalfOpenTable, NO_ENTRY } from "./half-open-table.ts"

/** Arguments of EXTEND: a SYN is here; a cookie is sent, or the handshake is over. */
export const SYN = 0
export const ACK = 1

/** In a request's NOTE in place of an entry. While it waits to send its SYN again: how many were lost, below 0. */
const BY_COOKIE = NO_ENTRY

export const COUNTERS = [
  "syns",
  "synsDropped",
  "floodSyns",
  "retransmissions",
  "connections",
  "connectionsLost",
  "cookies",
  "evicted",
  "resets",
] as const

export interface ListeningParts {
  readonly self: number
  readonly origins: Origins
  readonly table: HalfOpenTable
  readonly cookies: "off" | "on-overflow" | "always"
  /** How long a client waits for an answer, by the number of SYNs lost before; after the last it gives up. */
  readonly retryAfterNs: readonly number[]
  /** From SYN to ACK, in ns. */
  readonly handshake: { readonly sampler: Sampler; readonly stream: KeyedStream }
  readonly count: Readonly<Record<(typeof COUNTERS)[number], CountMetric>>
  readonly halfOpen: LevelMetric
}

/**
 * What a listening socket does in no time of its own. A SYN of the flood takes a place and is never heard of again; its
 * request ends as lost, since nobody answers it and nobody waits.
 */
export class Listening implements Extension {
  private readonly sim: Simulation
  private readonly parts: ListeningParts
  /** What this replica adds to the measures that all replicas share. */
  private shown = 0
  private evictedShown = 0

  constructor(sim: Simulation, parts: ListeningParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame, argument: number): number {
    return argument === SYN ? this.syn(frame) : this.ack(frame)
  }

  wipe(): void {
    this.parts.table.clear()
    this.show()
  }

  snapshot(): Plain {
    return { table: this.parts.table.snapshot(), shown: this.shown, evictedShown: this.evictedShown }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.parts.table.restore(from.table)
    this.shown = from.shown
    this.evictedShown = from.evictedShown
  }

  /** With FOUND raised no cookie has to be made. */
  private syn(frame: Frame): number {
    const { frames, nowNs } = this.sim
    const { table, cookies, count, origins, retryAfterNs } = this.parts
    const lost = -frames.int(frame, NOTE)
    // It is the client that would send it again: it knows best whether it still wants to.
    if (frames.has(frame, ABANDON_KNOWN) || (lost > 0 && frames.has(frame, CALLER_DONE))) return CANCELLED
    if (lost === retryAfterNs.length) {
      count.connectionsLost.add()
      return LOST
    }
    if (lost > 0) count.retransmissions.add()
    const isFlood = origins.isAttack(origins.rootOf(frame))
    count.syns.add()
    if (isFlood) count.floodSyns.add()
    const entry = cookies === "always" ? NO_ENTRY : table.add(nowNs)
    this.show()
    if (entry !== NO_ENTRY) {
      if (isFlood) return LOST
      frames.raise(frame, FOUND)
      frames.setInt(frame, NOTE, entry)
      return this.shake(frame)
    }
    if (cookies === "off") {
      count.synsDropped.add()
      return isFlood ? LOST : this.sendAgain(frame, lost)
    }
    count.cookies.add()
    frames.setInt(frame, NOTE, BY_COOKIE)
    return isFlood ? CONTINUE : this.shake(frame)
  }

  /** No answer to the SYN: the client waits, and then sends it again or gives up. */
  private sendAgain(frame: Frame, lost: number): number {
    const { retryAfterNs, self } = this.parts
    this.sim.frames.setInt(frame, NOTE, -(lost + 1))
    wake(this.sim, self, frame, retryAfterNs[lost] ?? 0)
    return PARKED
  }

  private shake(frame: Frame): number {
    const { handshake } = this.parts
    const { frames } = this.sim
    handshake.stream.at(frames.int(frame, ROOT), frames.int(frame, VISIT))
    const ns = wholeNs(handshake.sampler.sample(handshake.stream.a, handshake.stream.b))
    return ns === 0 ? CONTINUE : heldFor(ns)
  }

  private ack(frame: Frame): number {
    const { frames, nowNs } = this.sim
    const { table, cookies, count, origins } = this.parts
    const entry = frames.int(frame, NOTE)
    if (entry === BY_COOKIE) {
      if (origins.isAttack(origins.rootOf(frame))) return LOST
    } else {
      const isThere = table.complete(nowNs, entry)
      this.show()
      if (!isThere && cookies === "off") {
        count.resets.add()
        return REFUSED
      }
    }
    count.connections.add()
    return CONTINUE
  }

  private show(): void {
    const { table, halfOpen, count } = this.parts
    if (table.length !== this.shown) halfOpen.add(table.length - this.shown)
    if (table.evicted !== this.evictedShown) count.evicted.add(table.evicted - this.evictedShown)
    this.shown = table.length
    this.evictedShown = table.evicted
  }
}
