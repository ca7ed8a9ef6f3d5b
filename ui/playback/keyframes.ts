/**
 * Deltas between two keyframes (chosen: measured, a seek takes a quarter of what it takes with one for each chunk of
 * 65,536, and the keyframes of 200 replicas come to 0.3 B a span).
 */
export const KEYFRAME_DELTAS = 16_384

/** Changes of a state of whole numbers, in the order of time, each of which can be taken back. */
export interface Deltas {
  readonly length: number
  /** Numbers the state has. */
  readonly cells: number
  /** In ns. */
  timeAt(place: number): number
  /** How many there are up to `tNs`, those at it included. */
  countBy(tNs: number): number
  /** Makes the change at `place`, or takes it back. */
  apply(state: Int32Array, place: number, sign: 1 | -1): void
}

/** The state after any number of deltas: a keyframe of 4 B a cell for each 16,384, from which it goes on or back. */
export class Keyframes {
  readonly deltas: Deltas
  private readonly states: Int32Array[]

  constructor(deltas: Deltas) {
    this.deltas = deltas
    this.states = [new Int32Array(deltas.cells)]
  }

  get bytes(): number {
    return this.states.length * this.deltas.cells * 4
  }

  /** The deltas from `place` on are others than before, or new. */
  renew(place: number): void {
    const { states, deltas } = this
    states.length = Math.min(states.length, Math.floor(place / KEYFRAME_DELTAS) + 1)
    while (states.length * KEYFRAME_DELTAS <= deltas.length) {
      const state = states[states.length - 1].slice()
      this.move(state, (states.length - 1) * KEYFRAME_DELTAS, states.length * KEYFRAME_DELTAS)
      states.push(state)
    }
  }

  /** Brings the state after `from` deltas to that after `to`. How many were touched. */
  move(state: Int32Array, from: number, to: number): number {
    const { deltas } = this
    for (let place = from; place < to; place++) deltas.apply(state, place, 1)
    for (let place = from - 1; place >= to; place--) deltas.apply(state, place, -1)
    return Math.abs(to - from)
  }

  /** The state after `place` deltas, made from the nearest keyframe. */
  at(place: number): Int32Array {
    const state = new Int32Array(this.deltas.cells)
    const keyframe = this.nearest(place)
    this.load(keyframe, state)
    this.move(state, keyframe, place)
    return state
  }

  /** After how many deltas the keyframe nearest to a place was taken. */
  nearest(place: number): number {
    return Math.min(Math.round(place / KEYFRAME_DELTAS), this.states.length - 1) * KEYFRAME_DELTAS
  }

  /** Copies the keyframe after `place` deltas, a number that `nearest` gave. */
  load(place: number, state: Int32Array): void {
    state.set(this.states[place / KEYFRAME_DELTAS])
  }
}
