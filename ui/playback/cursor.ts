import type { Keyframes } from "./keyframes.ts"

/** A place among the deltas of a run that moves both ways, with the state there. */
export class Cursor {
  readonly state: Int32Array
  /** Deltas that have happened. */
  place = 0
  /** In ns. */
  nowNs = 0
  private readonly keyframes: Keyframes

  constructor(keyframes: Keyframes) {
    this.keyframes = keyframes
    this.state = new Int32Array(keyframes.deltas.cells)
  }

  /** Goes to an instant, after all that happens at it. How many deltas it touched: fewer than lie between two keyframes. */
  seek(tNs: number): number {
    const touched = this.moveTo(this.keyframes.deltas.countBy(tNs))
    this.nowNs = tNs
    return touched
  }

  /** Goes behind the first `place` deltas, to the time of the last of them. How many deltas it touched. */
  moveTo(place: number): number {
    const { keyframes } = this
    const { deltas } = keyframes
    const target = Math.max(0, Math.min(place, deltas.length))
    const keyframe = keyframes.nearest(target)
    if (Math.abs(target - keyframe) < Math.abs(target - this.place)) {
      keyframes.load(keyframe, this.state)
      this.place = keyframe
    }
    const touched = keyframes.move(this.state, this.place, target)
    this.place = target
    this.nowNs = target === 0 ? 0 : deltas.timeAt(target - 1)
    return touched
  }

  /** The deltas from `place` on are others than before: stays at its instant. */
  renew(place: number): void {
    const { nowNs } = this
    if (place < this.place) {
      this.keyframes.load(0, this.state)
      this.place = 0
    }
    this.seek(nowNs)
  }
}
