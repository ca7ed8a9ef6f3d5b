import { INSTANT_SLOT, INSTANT_STRIDE } from "./kinds.ts"
import { capture, type Plain, reinstate } from "./plain.ts"

const FIELDS = ["ring", "head", "waiting"] as const

/**
 * Events of the present instant, first in first out, in a ring of (actor, kind, argument). A message over an ideal
 * link costs one entry here instead of a trip through the main queue.
 */
export class Instant {
  /** The entry `shift` took: for a timer `kind` is -1 and `argument` its slot. */
  actor = 0
  kind = 0
  argument = 0
  waiting = 0
  private head = 0
  private ring = new Int32Array(256 * INSTANT_STRIDE)

  push(actor: number, kind: number, argument: number): void {
    if ((this.waiting + 1) * INSTANT_STRIDE > this.ring.length) this.grow()
    let at = this.head + this.waiting * INSTANT_STRIDE
    if (at >= this.ring.length) at -= this.ring.length
    this.waiting++
    this.ring[at] = actor
    this.ring[at + 1] = kind
    this.ring[at + 2] = argument
  }

  pushSlot(slot: number): void {
    this.push(0, INSTANT_SLOT, slot)
  }

  /** Takes the first entry into the fields. There must be one. */
  shift(): void {
    const at = this.head
    this.actor = this.ring[at]
    this.kind = this.ring[at + 1]
    this.argument = this.ring[at + 2]
    this.head = at + INSTANT_STRIDE === this.ring.length ? 0 : at + INSTANT_STRIDE
    this.waiting--
  }

  snapshot(): Plain {
    return capture(this, FIELDS)
  }

  restore(saved: Plain): void {
    reinstate(this, FIELDS, saved)
  }

  private grow(): void {
    const ring = new Int32Array(this.ring.length * 2)
    ring.set(this.ring.subarray(this.head))
    ring.set(this.ring.subarray(0, this.head), this.ring.length - this.head)
    this.ring = ring
    this.head = 0
  }
}
