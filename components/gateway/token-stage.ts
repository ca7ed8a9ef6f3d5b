import {
  CONTINUE,
  type CountMetric,
  ERROR,
  type Frame,
  type KeyedStream,
  NOTE,
  OK,
  type Plain,
  ROOT,
  type Simulation,
  uniform01,
  VISIT,
} from "../../engine/index.ts"
import type { Stage } from "./plugins/contract.ts"

/** Phases: before any work, whether keys are at hand, that they have come, and after the signature is verified. */
export const TOKEN_SEEN = 0
export const KEYS_CHECK = 1
export const KEYS_FETCHED = 2
export const TOKEN_VERIFIED = 3

export interface TokenParts {
  /** Shares of all requests, 1 at most together. */
  readonly missing: number
  readonly invalid: number
  readonly expired: number
  readonly verifyExpiry: boolean
  readonly refreshNs: number
  readonly workers: number
  readonly luck: KeyedStream
  readonly unauthorized: CountMetric
  readonly fetches: CountMetric
}

/** Which tokens are good, and until when each worker's keys are. */
export class TokenStage implements Stage {
  private readonly sim: Simulation
  private readonly parts: TokenParts
  /** Of each worker: when its keys are old. */
  private readonly freshUntilNs: Float64Array
  /** The worker whose turn it is. */
  private turn = 0

  constructor(sim: Simulation, parts: TokenParts) {
    this.sim = sim
    this.parts = parts
    this.freshUntilNs = new Float64Array(parts.workers)
  }

  run(frame: Frame, phase: number): number {
    if (phase === KEYS_CHECK) return this.settled(frame)
    if (phase === KEYS_FETCHED) return this.fetched(frame)
    const { missing, invalid, expired, verifyExpiry, unauthorized } = this.parts
    const luck = this.luckOf(frame)
    const bad = phase === TOKEN_SEEN ? missing : missing + invalid + (verifyExpiry ? expired : 0)
    if (luck >= bad) return CONTINUE
    unauthorized.add()
    return ERROR
  }

  wipe(): void {
    this.freshUntilNs.fill(0)
  }

  snapshot(): Plain {
    return { freshUntilNs: [...this.freshUntilNs], turn: this.turn }
  }

  restore(saved: Plain): void {
    this.freshUntilNs.set(Object(saved).freshUntilNs)
    this.turn = Object(saved).turn
  }

  /** The same for all phases of a request, so that what is missing is not invalid as well. */
  private luckOf(frame: Frame): number {
    const { luck } = this.parts
    luck.at(this.sim.frames.int(frame, ROOT), this.sim.frames.int(frame, VISIT))
    return uniform01(luck.a, luck.b)
  }

  private settled(branch: Frame): number {
    const worker = this.turn
    this.turn = (worker + 1) % this.parts.workers
    if (this.sim.nowNs < (this.freshUntilNs[worker] ?? 0)) return OK
    this.sim.frames.setInt(branch, NOTE, worker)
    return CONTINUE
  }

  private fetched(branch: Frame): number {
    this.freshUntilNs[this.sim.frames.int(branch, NOTE)] = this.sim.nowNs + this.parts.refreshNs
    this.parts.fetches.add()
    return CONTINUE
  }
}
