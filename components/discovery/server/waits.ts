import { capture, type Frame, PARKED, type Plain, reinstate, type Simulation, wake } from "../../../engine/index.ts"

/** Why a request has to wait: for a leader; for other servers; for a list to change. Or it waits no longer. */
export const FOR_LEADER = 0
export const FOR_OTHERS = 1
export const FOR_CHANGE = 2
export const DONE = 3

export type Wait = {
  readonly why: number
  /** Asks again by then; Infinity: not by itself. */
  readonly untilNs: number
  /** Of FOR_CHANGE: the list. */
  readonly service: string
  /** Of DONE: how the request ends, and the number of the letter it is answered with, below 0 for none. */
  readonly outcome: number
  readonly letter: number
}

const NOTHING: Wait = { why: FOR_OTHERS, untilNs: Infinity, service: "", outcome: 0, letter: -1 }

/** The requests that wait at a server. */
export class Waits {
  private all = new Map<Frame, Wait>()
  private readonly sim: Simulation
  private readonly self: number

  constructor(sim: Simulation, self: number) {
    this.sim = sim
    this.self = self
  }

  /** What a request waited for that comes up again now; undefined where it has just come. */
  take(frame: Frame): Wait | undefined {
    const wait = this.all.get(frame)
    this.all.delete(frame)
    return wait
  }

  /** Has a request wait: what the desk gives back then. */
  park(frame: Frame, wait: Partial<Wait>): number {
    const whole = { ...NOTHING, ...wait }
    this.all.set(frame, whole)
    if (whole.untilNs < Infinity) wake(this.sim, this.self, frame, Math.max(0, whole.untilNs - this.sim.nowNs))
    return PARKED
  }

  /** A request that waits ends so. */
  end(frame: Frame, outcome: number, letter = -1): void {
    this.park(frame, { why: DONE, untilNs: this.sim.nowNs, outcome, letter })
  }

  /** Requests that wait for a leader, or for a change of this list, try again. */
  retry(why: number, service = ""): void {
    for (const [frame, wait] of this.all)
      if (wait.why === why && wait.service === service) wake(this.sim, this.self, frame, 0)
  }

  clear(): void {
    this.all.clear()
  }

  snapshot(): Plain {
    return capture(this, ["all"])
  }

  restore(saved: Plain): void {
    reinstate(this, ["all"], saved)
  }
}
