import type { EventPool } from "../queue/event-pool.ts"
import type { EventQueue } from "../queue/event-queue.ts"
import type { Recorder } from "../record/recorder.ts"

/** Why `run` came back. "idle": nothing at all is pending. "halted": see `Simulation.halted`. */
export type StopReason = "until" | "events" | "idle" | "halted"

export interface SimulationOptions {
  /** Calls in progress at once; one more stops the run. */
  readonly liveCallsMax?: number
  readonly recorder?: Recorder
  /** For tests: another queue. */
  readonly queue?: (pool: EventPool) => EventQueue
}
