import { capture, ERROR, type Frame, OK, type Plain, reinstate } from "../../../engine/index.ts"
import type { Beat } from "../liveness/contract.ts"
import { REGISTER, RENEW } from "../operations.ts"
import type { Duty, Post } from "./duty.ts"
import { Tries } from "./tries.ts"

const BEAT = 0
const RETRY = 1

/** A host that enters itself and renews its entry, and enters itself anew when it hears that it is not there. */
export class Beats implements Duty {
  readonly outlivesHost = false
  readonly heardNs: number
  private readonly tries = new Tries()
  /** What is asked: to be entered, or else to stay so. */
  private isEntering = false
  /** A beat was due while the host hung. */
  private isLate = false
  private readonly firstNs: number
  private readonly beat: Beat
  private readonly post: Post

  constructor(beat: Beat, post: Post) {
    this.beat = beat
    this.post = post
    this.firstNs = Math.floor(post.draw() * beat.everyNs)
    this.heardNs = this.firstNs - beat.everyNs
  }

  start(isEntered: boolean): void {
    this.tries.end()
    this.isLate = false
    this.post.after(isEntered ? this.firstNs : this.beat.everyNs, BEAT)
    if (!isEntered) this.begin(true)
  }

  onTimer(argument: number): void {
    if (argument === BEAT) this.post.after(this.beat.everyNs, BEAT)
    if (this.post.isHung && !this.beat.isSeparate) this.isLate = true
    else this.begin(this.isEntering)
  }

  onReply(frame: Frame): void {
    const outcome = this.post.sim.frames.outcome(frame)
    if (outcome === OK || (outcome === ERROR && !this.isEntering)) {
      this.tries.end()
      const isUnknown = outcome !== OK
      this.isEntering = false
      if (isUnknown) this.begin(true)
      return
    }
    this.post.way.next()
    if (this.tries.goesOn(this.post.way.servers)) this.ask()
    else if (this.beat.retryNs < Infinity) this.post.after(this.beat.retryNs, RETRY)
  }

  onThaw(): void {
    if (!this.isLate) return
    this.isLate = false
    this.begin(this.isEntering)
  }

  snapshot(): Plain {
    return { ...capture(this, ["isEntering", "isLate"]), tries: this.tries.snapshot() }
  }

  restore(saved: Plain): void {
    reinstate(this, ["isEntering", "isLate"], saved)
    this.tries.restore(Object(saved).tries)
  }

  private begin(isEntering: boolean): void {
    if (!this.tries.begin()) return
    this.isEntering = isEntering
    this.ask()
  }

  private ask(): void {
    this.post.ask(this.isEntering ? REGISTER : RENEW, true, 0)
  }
}
