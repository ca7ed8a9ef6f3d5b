import type { Plain } from "../../engine/index.ts"
import type { Run } from "../../scenarios/run/run.ts"
import { plainBytes } from "./plain-bytes.ts"

/** A run's state between two events. */
export interface Checkpoint {
  readonly nowNs: number
  /** Events dispatched before it. */
  readonly events: number
  /** Whose state it is. */
  readonly owner: Run
  readonly saved: Plain
  readonly bytes: number
}

export interface CheckpointOptions {
  /** One is taken when both have passed since the last. */
  readonly everyEvents: number
  readonly everyWorkMs: number
  /** When there are more, or more bytes, every other one goes. */
  readonly countMax: number
  readonly bytesMax: number
}

/** Chosen: 32 of the flagship's take 40 MB, and the way from one to any instant some tenths of a second. */
export const CHECKPOINT_OPTIONS: CheckpointOptions = {
  everyEvents: 1_000_000,
  everyWorkMs: 250,
  countMax: 32,
  bytesMax: 134_217_728,
}

/** Checkpoints of one run, in order. What they take stays bounded: the longer the run, the further they are apart. */
export class Checkpoints {
  private readonly options: CheckpointOptions
  private kept: Checkpoint[] = []
  /** Times the distance of the options. */
  private stride = 1
  private workMs = 0

  constructor(options: CheckpointOptions) {
    this.options = options
  }

  /** The run goes on from `last`, one of these of another run. */
  inherit(checkpoints: Checkpoints, last: Checkpoint): void {
    this.kept = checkpoints.kept.filter(({ events }) => events <= last.events)
    this.stride = checkpoints.stride
  }

  /** The run has worked for so long; one is taken when it is time. */
  note(run: Run, workMs: number): void {
    const { everyEvents, everyWorkMs } = this.options
    this.workMs += workMs
    const since = run.events - (this.kept.at(-1)?.events ?? 0)
    if (since < everyEvents * this.stride || this.workMs < everyWorkMs * this.stride || run.finished) return
    const saved = run.snapshot()
    this.kept.push({ nowNs: run.nowNs, events: run.events, owner: run, saved, bytes: plainBytes(saved) })
    this.workMs = 0
    this.thin()
  }

  /** The last one for which it holds, null where there is none. */
  last(holds: (checkpoint: Checkpoint) => boolean): Checkpoint | null {
    return this.kept.findLast(holds) ?? null
  }

  private thin(): void {
    const { countMax, bytesMax } = this.options
    const bytes = this.kept.reduce((sum, each) => sum + each.bytes, 0)
    if (this.kept.length <= 1 || (this.kept.length <= countMax && bytes <= bytesMax)) return
    this.kept = this.kept.filter((_, index) => index % 2 === 1)
    this.stride *= 2
  }
}
