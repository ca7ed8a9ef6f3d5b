import {
  DOUBLE_SHIFT,
  FLAGS,
  HOLDS_EXTRA,
  HOLDS_SLOT,
  IN_LINE,
  INT_SHIFT,
  INTERNAL,
  PATIENCE,
  POOLED,
  QUEUED,
  ROOT,
  TIMER,
  VISIT,
  WAITING_SINCE,
} from "../frames/columns.ts"
import { type Frame, NO_FRAME } from "../frames/frames.ts"
import { REJECTED } from "../frames/outcome.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import { wholeNs } from "../time.ts"
import { TIMER_PATIENCE, TIMER_SETUP, TIMER_SHED, TIMER_WORK } from "./kinds.ts"
import type { Server } from "./server.ts"

/** A request joins the line for slots, or is refused or pushes another out where the line is full. */
export function queueUp(server: Server, frame: Frame): void {
  let dropped = NO_FRAME
  if (server.line.length >= server.admission.queueLengthMax) {
    if (server.admission.overflow === "drop-oldest") dropped = server.line.oldest()
    if (dropped === NO_FRAME) {
      turnAway(server, frame, REJECTED)
      return
    }
    leaveLine(server, dropped)
  }
  server.frames.setDouble(frame, WAITING_SINCE, server.sim.nowNs)
  const stayMaxNs =
    server.rule === null ? Number.POSITIVE_INFINITY : server.rule.joined(server.sim.nowNs, server.line.length)
  server.line.push(frame)
  server.metrics.queue.add(1)
  limitStay(server, frame, stayMaxNs)
  if (server.off && server.setupTimer === NO_TIMER) switchOn(server, frame)
  // Last, since whoever learns of it may call again at once.
  if (dropped !== NO_FRAME) turnAway(server, dropped, REJECTED)
}

/** Answers a frame that waits for a slot no longer: it was not worked on, so it has no time of service. */
export function turnAway(server: Server, frame: Frame, outcome: number): void {
  if (server.frames.has(frame, HOLDS_EXTRA)) unlock(server, frame)
  server.sim.reply(frame, outcome)
}

/** Sets the timer that ends a frame's wait: its own patience, the server's, or the longest stay the line's rule allows. */
function limitStay(server: Server, frame: Frame, stayMaxNs: number): void {
  let patience = server.frames.double(frame, PATIENCE)
  const own = server.admission.patience
  if (own !== null) {
    own.stream.at(server.frames.int(frame, ROOT), server.frames.int(frame, VISIT))
    const drawn = wholeNs(own.sampler.sample(own.stream.a, own.stream.b))
    patience = patience > 0 && patience < drawn ? patience : drawn
  } else if (patience === 0) patience = Number.POSITIVE_INFINITY
  const stay = Math.min(patience, stayMaxNs)
  if (stay === Number.POSITIVE_INFINITY) return
  const kind = stayMaxNs < patience ? TIMER_SHED : TIMER_PATIENCE
  server.frames.setInt(frame, TIMER, server.sim.after(stay, server.self, kind, frame))
}

function switchOn(server: Server, frame: Frame): void {
  const setup = server.admission.setup
  if (setup === null) return
  setup.stream.at(server.frames.int(frame, ROOT), server.frames.int(frame, VISIT))
  const delayNs = wholeNs(setup.sampler.sample(setup.stream.a, setup.stream.b))
  server.setupTimer = server.sim.after(delayNs, server.self, TIMER_SETUP, 0)
}

/** Takes a frame out of the line for slots, and books the time it stood there. False when it waits elsewhere. */
export function leaveLine(server: Server, frame: Frame): boolean {
  const { ints, doubles } = server.frames
  const at = frame << INT_SHIFT
  if ((ints[at | FLAGS] & (IN_LINE | HOLDS_SLOT | INTERNAL)) !== IN_LINE) return false
  if (ints[at | TIMER] !== NO_TIMER) server.sim.cancel(ints[at | TIMER])
  ints[at | TIMER] = NO_TIMER
  server.line.remove(frame)
  server.metrics.queue.add(-1)
  const from = frame << DOUBLE_SHIFT
  doubles[from + (server.admission.slotsArePool ? POOLED : QUEUED)] += server.sim.nowNs - doubles[from | WAITING_SINCE]
  return true
}

/** Gives up the lock a frame holds, or its place in line, and the next in line has it; or what an extension lets it hold. */
export function unlock(server: Server, frame: Frame): void {
  if (server.locks === null) {
    server.extension?.release?.(frame)
    return
  }
  const next = server.locks.release(frame)
  if (next === NO_FRAME) return
  const waited = server.sim.nowNs - server.frames.double(next, WAITING_SINCE)
  server.frames.addDouble(next, QUEUED, waited)
  server.metrics.lockWait?.record(waited)
  // By an event, since the next holder may end at once and free the lock again.
  server.frames.setInt(next, TIMER, server.sim.after(0, server.self, TIMER_WORK, next))
}
