import { RECORD_BYTES_MAX } from "../../engine/index.ts"
import { BLOCK_EVENTS } from "./blocks.ts"
import { CHECKPOINT_OPTIONS, type CheckpointOptions } from "./checkpoints.ts"

export interface EngineOptions {
  /** A slice of work, after which calls of the page are answered. */
  readonly sliceMs: number
  /** Events between looks at the clock. */
  readonly lookEvents: number
  /** Work from the beginning of a run until what there is goes out, twice as much until the next time, and so on. */
  readonly sendFirstMs: number
  readonly sendEveryMsMax: number
  /** Memory of a branch's record; when it is used up, recording ends. */
  readonly recordBytesMax: number
  readonly checkpoints: CheckpointOptions
  /** Events between digests that are kept. */
  readonly blockEvents: number
}

/** Chosen: half a frame's time, a look every millisecond or so, and what the eye takes for steady. */
export const ENGINE_OPTIONS: EngineOptions = {
  sliceMs: 8,
  lookEvents: 2_000,
  sendFirstMs: 10,
  sendEveryMsMax: 250,
  recordBytesMax: RECORD_BYTES_MAX,
  checkpoints: CHECKPOINT_OPTIONS,
  blockEvents: BLOCK_EVENTS,
}
