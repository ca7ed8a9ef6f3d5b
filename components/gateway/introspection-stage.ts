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
  /** Until when the answer about a token is good, the oldest first. */
  private readonly goodUntilNs = new Map<number, number>()

  constructor(sim: Simulation, parts: IntrospectionParts) {
    this.sim = sim
    this.parts = parts
  }

  run(frame: Frame, phase: number): number {
    const key = this.sim.frames.double(frame, KEY)
    if (phase === ANSWER_CHECK) return (this.goodUntilNs.get(key) ?? 0) > this.sim.nowNs ? OK : CONTINUE
    if (phase === ANSWERED) return this.keep(key)
    const { luck, inactive, refused } = this.parts
    luck.at(key, 0)
    if (uniform01(luck.a, luck.b) >= inactive) return CONTINUE
    refused.add()
    return ERROR
  }

  wipe(): void {
    this.goodUntilNs.clear()
  }

  snapshot(): Plain {
    return [...this.goodUntilNs]
  }

  restore(saved: Plain): void {
    this.wipe()
    if (Array.isArray(saved)) for (const [key, untilNs] of saved) this.goodUntilNs.set(key, untilNs)
  }

  private keep(key: number): number {
    const { ttlNs, entriesMax, answers } = this.parts
    answers.add()
    if (ttlNs === 0) return CONTINUE
    this.goodUntilNs.delete(key)
    for (const oldest of this.goodUntilNs.keys()) {
      if (this.goodUntilNs.size < entriesMax) break
      this.goodUntilNs.delete(oldest)
    }
    this.goodUntilNs.set(key, this.sim.nowNs + ttlNs)
    return CONTINUE
  }
}
