import {
  BACKOFF,
  CALLEE_DONE,
  type Frame,
  IN_TRANSIT,
  KIND_REPLY,
  NETWORK,
  NO_ROW,
  OUTCOME,
  PARENT,
  POOLED,
  QUEUED,
  ROOT,
  SPAN,
  type Simulation,
  STARTED,
} from "../../engine/index.ts"

const parts = { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }

/** Opens the record of a call or attempt on its way to `actor`. */
export function openSpan(sim: Simulation, frame: Frame, actor: number): void {
  const frames = sim.frames
  const parent = frames.int(frame, PARENT)
  const parentRow = parent < 0 ? NO_ROW : frames.int(parent, SPAN)
  const started = frames.double(frame, STARTED)
  const row = sim.recorder.open(parentRow, started, frames.operation(frame), frames.int(frame, ROOT))
  frames.setInt(frame, SPAN, row)
  if (row !== NO_ROW) sim.recorder.place(row, actor, frames.attempt(frame))
}

/** Ends the record of a call or attempt with what its caller knows of it. */
export function closeSpan(sim: Simulation, frame: Frame, outcome: number): void {
  const frames = sim.frames
  const row = frames.int(frame, SPAN)
  if (row === NO_ROW) return
  parts.queueNs = frames.double(frame, QUEUED)
  parts.networkNs = frames.double(frame, NETWORK)
  parts.backoffNs = frames.double(frame, BACKOFF)
  parts.poolNs = frames.double(frame, POOLED)
  sim.recorder.close(row, sim.nowNs, outcome, parts)
}

/** Settles a call that was never sent, by an event, since a caller is not told before `send` has returned. */
export function settleUnsent(sim: Simulation, frame: Frame, caller: number, outcome: number): void {
  sim.frames.setInt(frame, OUTCOME, outcome)
  sim.frames.raise(frame, CALLEE_DONE | IN_TRANSIT)
  sim.deliver(0, caller, KIND_REPLY, frame)
}
