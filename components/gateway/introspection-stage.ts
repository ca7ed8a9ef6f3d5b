import {
  CONTINUE,
  type CountMetric,
  ERROR,
  type Frame,
  KEY,
  type KeyedStream,
  OK,
  type Plain,
  type Simulation,
  uniform01,
} from "../../engine/index.ts"
import { GoodUntil } from "./good-until.ts"
import type { Stage } from "./plugins/contract.ts"

/** Phases: whether an answer is kept, that it has come, and what follows from it. */
export const ANSWER_CHECK = 0
export const ANSWERED = 1
export const VERDICT = 2

export interface IntrospectionParts {
  /** 0: answers are not kept. */
  readonly ttlNs: number
  readonly entriesMax: number
  /** Share of tokens. */
  readonly inactive: number
  readonly luck: KeyedStream
  readonly answers: CountMetric
  readonly refused: CountMetric
}

/** Which tokens are active, by the request's key, and the answers kept about them. */
export class IntrospectionStage implements Stage {
  private readonly sim: Simulation
  private readonly parts: IntrospectionParts
  /** Answers about tokens; asking does not make one last longer. */
  private readonly known: GoodUntil

  constructor(sim: Simulation, parts: IntrospectionParts) {
    this.sim = sim
    this.parts = parts
    this.known = new GoodUntil(parts.entriesMax)
  }

  run(frame: Frame, phase: number): number {
    const key = this.sim.frames.double(frame, KEY)
    if (phase === ANSWER_CHECK) return this.known.holds(key, this.sim.nowNs) ? OK : CONTINUE
    if (phase === ANSWERED) return this.keep(key)
    const { luck, inactive, refused } = this.parts
    luck.at(key, 0)
    if (uniform01(luck.a, luck.b) >= inactive) return CONTINUE
    refused.add()
    return ERROR
  }

  wipe(): void {
    this.known.clear()
  }

  snapshot(): Plain {
    return this.known.snapshot()
  }

  restore(saved: Plain): void {
    this.known.restore(saved)
  }

  private keep(key: number): number {
    const { ttlNs, answers } = this.parts
    answers.add()
    if (ttlNs > 0) this.known.keep(key, this.sim.nowNs + ttlNs)
    return CONTINUE
  }
}
