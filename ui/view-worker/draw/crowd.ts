import type { Sample } from "../../playback/particle-sample.ts"
import { AT_WORK, ON_THE_WAY, particlesOf, UNKNOWN, WAITING } from "../../playback/particles.ts"
import type { Playback } from "../../playback/playback.ts"

const NONE = -1

/** The calls drawn of an instant, and of each replica those that wait at it and those it works on. */
export class Crowd {
  readonly particles
  /** Where each has been drawn; NaN for one that has not. */
  readonly x: Float32Array
  readonly y: Float32Array
  private readonly next: Int32Array
  private waiting = new Int32Array(0)
  private atWork = new Int32Array(0)
  private readonly known = { waiting: new Int32Array(0), atWork: new Int32Array(0) }

  /** Room for so many calls. */
  constructor(limit: number) {
    this.particles = particlesOf(limit)
    this.x = new Float32Array(limit)
    this.y = new Float32Array(limit)
    this.next = new Int32Array(limit)
  }

  /** Takes the calls under way at the instant the playback is at. */
  gather(playback: Playback, tNs: number): Sample {
    const actors = playback.recording.actors.length
    if (this.waiting.length !== actors) {
      this.waiting = new Int32Array(actors)
      this.atWork = new Int32Array(actors)
      this.known.waiting = new Int32Array(actors)
      this.known.atWork = new Int32Array(actors)
    }
    const sample = playback.particles.draw(tNs, this.particles)
    this.x.fill(Number.NaN, 0, this.particles.count)
    this.seatUnknown(playback)
    this.list()
    return sample
  }

  /** Indexes of the calls that wait at a replica, in the order in which they were made, into `into`. */
  waitingAt(actor: number, into: number[]): void {
    for (let i = this.waiting[actor]; i >= 0; i = this.next[i]) into.push(i)
  }

  /** The same of the calls it works on. */
  workedOnBy(actor: number, into: number[]): void {
    for (let i = this.atWork[actor]; i >= 0; i = this.next[i]) into.push(i)
  }

  /** Index of the call of a row, -1 if it is not among them. */
  indexOf(row: number): number {
    const { rows, count } = this.particles
    let [low, high] = [0, count]
    while (low < high) {
      const middle = (low + high) >>> 1
      if (rows[middle] < row) low = middle + 1
      else high = middle
    }
    return low < count && rows[low] === row ? low : NONE
  }

  /**
   * Of a call that is open where the record ends it is not known where it is, but of the replica how many wait and how
   * many it works on: those called first are taken to be worked on, those called next to wait, the rest to be on the way.
   */
  private seatUnknown(playback: Playback): void {
    const { count, leg, to, share } = this.particles
    const { waiting, atWork } = this.known
    waiting.fill(0)
    atWork.fill(0)
    for (let i = 0; i < count; i++) {
      if (leg[i] === WAITING) waiting[to[i]]++
      else if (leg[i] === AT_WORK) atWork[to[i]]++
    }
    for (let i = 0; i < count; i++) {
      if (leg[i] !== UNKNOWN) continue
      const actor = to[i]
      if (atWork[actor] < playback.busyOf(actor)) {
        leg[i] = AT_WORK
        atWork[actor]++
      } else if (waiting[actor] < playback.queueOf(actor)) {
        leg[i] = WAITING
        waiting[actor]++
      } else {
        leg[i] = ON_THE_WAY
        share[i] = 1
      }
    }
  }

  private list(): void {
    const { count, leg, to } = this.particles
    this.waiting.fill(NONE)
    this.atWork.fill(NONE)
    for (let i = count - 1; i >= 0; i--) {
      if (leg[i] !== WAITING && leg[i] !== AT_WORK) continue
      const heads = leg[i] === WAITING ? this.waiting : this.atWork
      this.next[i] = heads[to[i]]
      heads[to[i]] = i
    }
  }
}
