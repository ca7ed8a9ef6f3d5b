import {
  AMOUNT,
  BACKOFF,
  CALLEE,
  CALLEE_DONE,
  DETACHED,
  type Frame,
  IN_LINE,
  IN_TRANSIT,
  KIND_REPLY,
  NETWORK,
  NO_ACTOR,
  NO_ROW,
  OUTCOME,
  PARENT,
  POOLED,
  QUEUED,
  ROOT,
  type Simulation,
  SPAN,
  STARTED,
  WAITING_SINCE,
} from "../../engine/index.ts"

const parts = { queueNs: 0, networkNs: 0, backoffNs: 0, poolNs: 0 }
/** Reused like `parts`: the recorder copies what it keeps. */
const missed = { ...parts, root: 0, operation: 0, actor: 0, outcome: 0, startNs: 0, endNs: 0 }

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
  if (row !== NO_ROW) {
    readParts(sim, frame, parts)
    sim.recorder.close(row, sim.nowNs, outcome, parts)
  } else if (frames.int(frame, PARENT) < 0 && !frames.has(frame, DETACHED)) reportMissed(sim, frame, outcome)
}

function reportMissed(sim: Simulation, frame: Frame, outcome: number): void {
  const frames = sim.frames
  const callee = frames.int(frame, CALLEE)
  readParts(sim, frame, missed)
  missed.root = frames.int(frame, ROOT)
  missed.operation = frames.operation(frame)
  missed.actor = callee < 0 ? NO_ACTOR : callee
  missed.outcome = outcome
  missed.startNs = frames.double(frame, STARTED)
  missed.endNs = sim.nowNs
  sim.recorder.missed(missed)
}

/** The caller may give up in the middle of one: it counts as far as it has come. */
function readParts(sim: Simulation, frame: Frame, into: typeof parts): void {
  const { frames, nowNs } = sim
  into.queueNs = frames.double(frame, QUEUED)
  into.networkNs = frames.double(frame, NETWORK)
  into.backoffNs = frames.double(frame, BACKOFF)
  into.poolNs = frames.double(frame, POOLED)
  if (frames.has(frame, IN_LINE)) into.queueNs += nowNs - frames.double(frame, WAITING_SINCE)
  if (into.networkNs > 0 && frames.has(frame, IN_TRANSIT))
    into.networkNs = Math.max(0, into.networkNs - Math.max(0, frames.double(frame, AMOUNT) - nowNs))
}

/** Settles a call that was never sent, by an event, since a caller is not told before `send` has returned. */
export function settleUnsent(sim: Simulation, frame: Frame, caller: number, outcome: number): void {
  sim.frames.setInt(frame, OUTCOME, outcome)
  sim.frames.raise(frame, CALLEE_DONE | IN_TRANSIT)
  sim.deliver(0, caller, KIND_REPLY, frame)
}
