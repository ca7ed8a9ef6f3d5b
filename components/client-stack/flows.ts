import {
  CALLER,
  CONNECTION,
  type Frame,
  type Frames,
  hashTriple,
  LOGICAL,
  OVER_NEW_CONNECTION,
  PARENT,
  type Plain,
  REFUSED,
  UNREACHABLE,
} from "../../engine/index.ts"

const TWO_TO_32 = 4_294_967_296

/**
 * Which backend each connection of a layer-4 balancer's callers goes to. A connection is a caller's and has a number
 * there; the first request on it decides, and it ends with its backend.
 */
export class Flows {
  private readonly frames: Frames
  /** Backend by caller and connection. */
  private pinned = new Map<number, number>()
  /** Connections seen so far. */
  private seen = 0

  constructor(frames: Frames) {
    this.frames = frames
  }

  /** Of a call that passes a request on: the backend of the request's connection, -1 where that is new. */
  at(call: Frame): number {
    const request = this.requestOf(call)
    if (request < 0 || this.frames.has(request, OVER_NEW_CONNECTION)) return -1
    return this.pinned.get(this.nameOf(request)) ?? -1
  }

  /** What a strategy that hashes goes by: every connection comes from another port. */
  nextKey(call: Frame): number {
    const request = this.requestOf(call)
    this.seen++
    return request < 0 ? this.seen : hashTriple(this.frames.int(request, CALLER), this.seen, 0) >>> 0
  }

  /** From now on the connection goes to this backend. */
  pin(call: Frame, index: number): void {
    const request = this.requestOf(call)
    if (request < 0) return
    if (index < 0) this.pinned.delete(this.nameOf(request))
    else this.pinned.set(this.nameOf(request), index)
  }

  /** A call to a backend has ended: one that cannot be reached takes its connections along. */
  settled(index: number, outcome: number): void {
    if (outcome !== REFUSED && outcome !== UNREACHABLE) return
    for (const [name, at] of this.pinned) if (at === index) this.pinned.delete(name)
  }

  snapshot(): Plain {
    return { pinned: new Map(this.pinned), seen: this.seen }
  }

  restore(saved: Plain): void {
    const from = Object(saved)
    this.pinned = new Map(from.pinned)
    this.seen = from.seen
  }

  /** The request a call is made for; -1 where that came over no connection. */
  private requestOf(call: Frame): Frame {
    const { frames } = this
    const parent = frames.int(call, PARENT)
    const request = parent >= 0 && frames.has(parent, LOGICAL) ? frames.int(parent, PARENT) : parent
    return request < 0 || frames.int(request, CONNECTION) < 0 ? -1 : request
  }

  private nameOf(request: Frame): number {
    return this.frames.int(request, CALLER) * TWO_TO_32 + this.frames.int(request, CONNECTION)
  }
}
