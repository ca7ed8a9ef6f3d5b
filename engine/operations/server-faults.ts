import {
  ARRIVED,
  AT_CALLEE,
  CALLEE,
  CALLEE_DONE,
  CALLER,
  CALLER_DONE,
  COUNTER,
  FLAGS,
  HOLDS_SLOT,
  IN_LINE,
  INTERNAL,
  LOGICAL,
  PARENT,
  PORT,
  ROOT,
  STARTED,
  TIMER,
  VISIT,
} from "../frames/columns.ts"
import { type Frame, type Frames, NO_FRAME } from "../frames/frames.ts"
import { LOST } from "../frames/outcome.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import { isParked, timerOf, unpark } from "./parking.ts"
import { HAND_OVER } from "./program.ts"
import type { Server } from "./server.ts"
import { leaveLine } from "./server-line.ts"

/**
 * A crash: the process is gone with all it held. Calls it made are abandoned, its own work vanishes, and those who
 * wait for it learn that their request is lost (their connection is reset). Requests already handed over live on, and
 * calls nobody waits for are not tried again.
 */
export function wipe(server: Server): void {
  const { frames, sim, self } = server
  const calls: Frame[] = []
  const work: Frame[] = []
  const present: Frame[] = []
  frames.forEachOpen((frame) => {
    const flags = frames.int(frame, FLAGS)
    if ((flags & INTERNAL) !== 0) {
      if (frames.int(frame, CALLEE) === self) work.push(frame)
      return
    }
    const parent = frames.int(frame, PARENT)
    // The attempts of a logical call are given up with it.
    const isAttempt = parent !== NO_FRAME && frames.has(parent, LOGICAL)
    if (frames.int(frame, CALLER) === self && (flags & CALLER_DONE) === 0 && !isAttempt) calls.push(frame)
    if (frames.int(frame, CALLEE) === self && (flags & (AT_CALLEE | CALLEE_DONE)) === AT_CALLEE) present.push(frame)
  })
  for (const list of [calls, work]) inOrder(frames, list, STARTED)
  inOrder(frames, present, ARRIVED)
  const handedOver = new Set(present.filter((frame) => isHandedOver(server, frame)))
  for (const frame of calls)
    if (!handedOver.has(frames.int(frame, PARENT))) sim.ports[frames.int(frame, PORT)].abandon(frame)
  for (const frame of work) {
    stop(server, frame)
    frames.close(frame)
  }
  for (const frame of present) if (!handedOver.has(frame)) stop(server, frame)
  forget(server)
  for (const frame of present) if (!handedOver.has(frame)) sim.reply(frame, LOST)
}

/** The request is with another component, which answers for this one. */
export function isHandedOver({ frames, program }: Server, frame: Frame): boolean {
  return program.code[frames.int(frame, COUNTER)] === HAND_OVER && !frames.has(frame, IN_LINE | INTERNAL)
}

/** A pause: work stops where it is, answers that come in are held. */
export function freeze(server: Server): void {
  const { frames, sim, self } = server
  server.paused = true
  server.processor?.setSpeed(0)
  const work: Frame[] = []
  frames.forEachOpen((frame) => {
    if (frames.int(frame, CALLEE) === self && frames.has(frame, HOLDS_SLOT | INTERNAL)) work.push(frame)
  })
  for (const frame of inOrder(frames, work, STARTED)) {
    const timer = frames.int(frame, TIMER)
    const leftNs = sim.remainingNs(timer)
    if (leftNs < 0) continue
    sim.cancel(timer)
    frames.setInt(frame, TIMER, NO_TIMER)
    server.frozen.push(frame, leftNs)
  }
}

/** The end of a pause: work goes on where it stopped, held answers are looked at, waiting requests come in. */
export function thaw(server: Server): void {
  server.paused = false
  server.processor?.setSpeed(1 / server.slowFactor)
  const { frozen, held } = server
  server.frozen = []
  server.held = []
  for (let at = 0; at < frozen.length; at += 2) {
    const timer = server.sim.after(frozen[at + 1], server.self, timerOf(server, frozen[at]), frozen[at])
    server.frames.setInt(frozen[at], TIMER, timer)
  }
  for (let at = 0; at < held.length; at += 3) server.answered(held[at], held[at + 1], held[at + 2])
  server.fill()
}

/** Nothing is held and nobody waits. */
function forget(server: Server): void {
  server.metrics.busy.add(-server.busy)
  server.metrics.queue.add(-server.line.length)
  server.busy = 0
  server.line.clear()
  server.rule?.wipe()
  server.locks?.clear()
  server.frozen = []
  server.held = []
  if (server.setupTimer !== NO_TIMER) server.sim.cancel(server.setupTimer)
  server.setupTimer = NO_TIMER
  server.off = server.admission.setup !== null
  server.extension?.wipe()
}

function stop(server: Server, frame: Frame): void {
  if (leaveLine(server, frame)) return
  const timer = server.frames.int(frame, TIMER)
  if (timer !== NO_TIMER) server.sim.cancel(timer)
  server.frames.setInt(frame, TIMER, NO_TIMER)
  // A parked frame is in no line of the processor.
  if (isParked(server, frame)) unpark(server, frame)
  else server.processor?.remove(frame)
}

/**
 * Sorts by what has nothing to do with frame numbers, which depend on what else goes on in the estate. `since` is STARTED
 * or ARRIVED; what has not arrived yet still holds, as its arrival, that of a call before it.
 */
function inOrder(frames: Frames, list: Frame[], since: number): Frame[] {
  return list.sort(
    (a, b) =>
      frames.double(a, since) - frames.double(b, since) ||
      frames.int(a, ROOT) - frames.int(b, ROOT) ||
      frames.int(a, VISIT) - frames.int(b, VISIT),
  )
}
