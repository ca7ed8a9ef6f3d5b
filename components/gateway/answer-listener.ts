import {
  type Actor,
  type Frame,
  NO_FRAME,
  OK,
  OUTCOME,
  PARENT,
  type Plain,
  type Simulation,
  VISIT,
  type Waiting,
} from "../../engine/index.ts"

export interface HearsAnswers {
  /** What was passed on for `request` has succeeded: `call` has the answer, and is gone when this returns. */
  answered(request: Frame, call: Frame): void
}

/**
 * A server that passes requests on, with somebody who hears of each success it passes back. It hides the server from the
 * kernel, whose short cut between servers would leave the answer unheard.
 */
export class AnswerListener implements Actor {
  private readonly sim: Simulation
  private readonly hidden: Actor
  private readonly listener: HearsAnswers

  constructor(sim: Simulation, hidden: Actor, listener: HearsAnswers) {
    this.sim = sim
    this.hidden = hidden
    this.listener = listener
  }

  onRequest(frame: Frame): void {
    this.hidden.onRequest(frame)
  }

  onReply(child: Frame): void {
    const { frames } = this.sim
    const request = frames.int(child, PARENT)
    // What is passed on is the same visit; a call of the gateway's own has a name of its own and so another.
    const isPassedOn = request !== NO_FRAME && frames.int(child, VISIT) === frames.int(request, VISIT)
    if (isPassedOn && frames.int(child, OUTCOME) === OK) this.listener.answered(request, child)
    this.hidden.onReply(child)
  }

  onCancel(frame: Frame): void {
    this.hidden.onCancel(frame)
  }

  onTimer(kind: number, argument: number): void {
    this.hidden.onTimer(kind, argument)
  }

  onFault(verb: string, on: boolean, amount: number): void {
    this.hidden.onFault(verb, on, amount)
  }

  snapshot(): Plain {
    return this.hidden.snapshot()
  }

  restore(saved: Plain): void {
    this.hidden.restore(saved)
  }

  waiting(): readonly Waiting[] {
    return this.hidden.waiting()
  }
}
