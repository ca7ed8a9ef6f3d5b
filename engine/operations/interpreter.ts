import { mix32 } from "../chance/hash.ts"
import { uniform01 } from "../chance/words.ts"
import {
  CALLEE,
  COUNTER,
  DETACHED,
  DOUBLE_SHIFT,
  DOWNSTREAM,
  FLAGS,
  FOUND,
  HOLDS_EXTRA,
  IN_LINE,
  INT_SHIFT,
  INTERNAL,
  LOOP,
  NOTE,
  OPERATION,
  OVER_NEW_CONNECTION,
  PARENT,
  PENDING,
  PORT_NOTE,
  ROOT,
  SPAN,
  TAG,
  VISIT,
  WAITING_SINCE,
} from "../frames/columns.ts"
import { type Frame, NO_FRAME } from "../frames/frames.ts"
import { DEADLINE, ERROR, OK } from "../frames/outcome.ts"
import { CONTINUE, PARKED } from "./extension.ts"
import { hold } from "./holding.ts"
import { AT_STEP, AT_STEP_DONE, ENDS, JOIN, WAITS } from "./kinds.ts"
import {
  AGAIN,
  BRANCH_STRIDE,
  CALL,
  CALL_OPTIONAL,
  CALL_TAKES_BACK,
  CHANCE,
  EXTEND,
  FAIL,
  FORK,
  HAND_OVER,
  IF_FOUND,
  IF_KEPT,
  JUMP,
  LENGTH_OF,
  LOCK,
  WAIT,
  WORK_ON_BYTES,
} from "./program.ts"
import type { Server } from "./server.ts"
import { workOnBytes } from "./sized-work.ts"

/**
 * Carries out one instruction that `drive` leaves to this: all but work, a plain call and the end. Gives where the
 * request stands then: WAITS, AT_STEP with the counter moved, or ENDS + outcome.
 */
export function step(server: Server, frame: Frame, counter: number): number {
  const { code } = server.program
  switch (code[counter]) {
    case WAIT:
      server.spend(frame, server.program.draws[code[counter + 1]], false)
      return WAITS
    case WORK_ON_BYTES:
      workOnBytes(server, frame, counter)
      return WAITS
    case CALL:
      callDetached(server, frame, counter)
      break
    case FORK:
      fork(server, frame, counter)
      return WAITS
    case FAIL:
      return ENDS + code[counter + 1]
    case JUMP:
      return jump(server, frame, code[counter + 1])
    case CHANCE:
    case AGAIN:
      if (!happens(server, frame, code[counter + 1])) break
      if (code[counter] === AGAIN) nextRound(server, frame)
      return jump(server, frame, code[counter + 2])
    case IF_FOUND:
      if (server.frames.has(frame, FOUND)) return jump(server, frame, code[counter + 1])
      break
    case IF_KEPT:
      if (!server.frames.has(frame, OVER_NEW_CONNECTION)) return jump(server, frame, code[counter + 1])
      break
    case EXTEND:
      return extend(server, frame, counter)
    case LOCK:
      if (!lock(server, frame)) return WAITS
      break
    case HAND_OVER:
      handOver(server, frame, counter)
      return WAITS
  }
  return jump(server, frame, counter + LENGTH_OF[code[counter]])
}

/** Asks the extension: where the request stands then. */
export function extend(server: Server, frame: Frame, counter: number): number {
  const { frames, extension } = server
  const outcome = extension === null ? CONTINUE : extension.run(frame, server.program.code[counter + 1])
  if (outcome >= 0) return ENDS + outcome
  if (outcome === CONTINUE) return jump(server, frame, counter + LENGTH_OF[EXTEND])
  if (outcome === PARKED) {
    frames.raise(frame, IN_LINE)
    frames.setDouble(frame, WAITING_SINCE, frames.nowNs)
  } else hold(server, frame, CONTINUE - outcome)
  return WAITS
}

/**
 * The answer to the call `parent` waited for is in: where it stands now. It ends with an error when it needed a
 * success, and one that forwards ends as the call did, or as the extension says.
 */
export function afterAnswer(server: Server, parent: Frame, outcome: number, found: number): number {
  const { ints, doubles } = server.frames
  const at = parent << INT_SHIFT
  const from = parent << DOUBLE_SHIFT
  doubles[from | DOWNSTREAM] += server.frames.nowNs - doubles[from | WAITING_SINCE]
  ints[at | FLAGS] = (ints[at | FLAGS] & ~FOUND) | found
  const counter = ints[at | COUNTER]
  const { code } = server.program
  if (code[counter] !== CALL) return afterForward(server, parent, outcome)
  const flags = code[counter + 4]
  if (outcome !== OK && (flags & CALL_OPTIONAL) === 0) return ENDS + blame(outcome)
  if ((flags & CALL_TAKES_BACK) === 0) return AT_STEP_DONE
  ints[at | COUNTER] = counter + LENGTH_OF[CALL]
  return server.admit(parent)
}

function afterForward({ extension }: Server, parent: Frame, outcome: number): number {
  if (extension?.passed === undefined) return ENDS + outcome
  const ends = extension.passed(parent, outcome)
  return ends === CONTINUE ? AT_STEP_DONE : ENDS + ends
}

/** One branch of a parallel step has ended. */
export function settleJoin(server: Server, join: Frame, outcome: number): void {
  const ints = server.frames.ints
  const at = join << INT_SHIFT
  const pending = --ints[at | PENDING]
  if (outcome === OK) ints[at | NOTE]++
  const parent = ints[at | PARENT]
  const enough = ints[at | NOTE] >= ints[at | PORT_NOTE]
  const hopeless = ints[at | NOTE] + pending < ints[at | PORT_NOTE]
  const wakes = parent !== NO_FRAME && (enough || hopeless)
  if (wakes) ints[at | PARENT] = NO_FRAME
  if (pending === 0) server.frames.close(join)
  if (!wakes) return
  const doubles = server.frames.doubles
  const from = parent << DOUBLE_SHIFT
  doubles[from | DOWNSTREAM] += server.sim.nowNs - doubles[from | WAITING_SINCE]
  server.goOn(parent, enough ? AT_STEP_DONE : ENDS + blame(outcome))
}

/** A branch with steps of its own is done. */
export function finishBranch(server: Server, branch: Frame, outcome: number): void {
  const join = server.frames.int(branch, PARENT)
  server.frames.close(branch)
  settleJoin(server, join, outcome)
}

/** Starts a call nobody waits for. */
function callDetached(server: Server, frame: Frame, counter: number): void {
  const { code } = server.program
  const port = server.ports[code[counter + 1]]
  const child = port.open(code[counter + 2], frame, code[counter + 3])
  const { ints } = server.frames
  const loop = ints[(frame << INT_SHIFT) | LOOP]
  if (loop > 0) ints[(child << INT_SHIFT) | VISIT] = mix32(ints[(child << INT_SHIFT) | VISIT] ^ loop)
  ints[(child << INT_SHIFT) | PARENT] = NO_FRAME
  ints[(child << INT_SHIFT) | FLAGS] |= DETACHED
  port.send(child)
}

function jump(server: Server, frame: Frame, target: number): number {
  server.frames.ints[(frame << INT_SHIFT) | COUNTER] = target
  return AT_STEP
}

/** The callee takes over: this replica's slot is free and the answer will pass through unchanged. */
function handOver(server: Server, frame: Frame, counter: number): void {
  const code = server.program.code
  const port = server.ports[code[counter + 1]]
  const child = port.open(code[counter + 2], frame, code[counter + 3])
  server.frames.doubles[(frame << DOUBLE_SHIFT) | WAITING_SINCE] = server.sim.nowNs
  server.releaseSlot(frame)
  port.send(child)
}

/**
 * Opens every branch of a parallel step under one joining frame, which outlives the step when answers are late.
 * The loop looks at the joining frame only: a branch that ends at once may already have ended the request.
 */
function fork(server: Server, frame: Frame, counter: number): void {
  const { code, branches } = server.program
  const { frames, sim } = server
  const count = code[counter + 2]
  const first = code[counter + 1]
  const join = openInternal(server, frame, JOIN)
  // One more than the branches, so that the frame stays open until the loop is through.
  frames.setInt(join, PENDING, count + 1)
  frames.setInt(join, PORT_NOTE, code[counter + 3])
  frames.setDouble(frame, WAITING_SINCE, sim.nowNs)
  const loop = frames.int(frame, LOOP)
  if (loop > 0) frames.setInt(join, VISIT, mix32(frames.int(join, VISIT) ^ loop))
  for (let index = 0; index < count; index++) {
    const at = (first + index) * BRANCH_STRIDE
    if (branches[at] < 0) {
      const port = server.ports[branches[at + 1]]
      const child = port.open(branches[at + 2], join, branches[at + 3])
      frames.setInt(child, TAG, branches[at + 4])
      port.send(child)
    } else {
      const branch = openInternal(server, join, branches[at])
      frames.setInt(branch, VISIT, mix32(frames.int(join, VISIT) ^ branches[at + 3]))
      server.goOn(branch, AT_STEP)
    }
  }
  settleJoin(server, join, ERROR)
}

/** A frame for part of a request's own work: it inherits what draws and records are named by. */
function openInternal(server: Server, parent: Frame, counter: number): Frame {
  const frames = server.frames
  const frame = frames.open(parent, server.self, frames.int(parent, OPERATION))
  frames.setInt(frame, CALLEE, server.self)
  frames.setInt(frame, FLAGS, INTERNAL)
  frames.setInt(frame, COUNTER, counter)
  frames.setInt(frame, SPAN, frames.int(parent, SPAN))
  return frame
}

/** Waits for the lock on the request's key. True when the frame has it now. */
function lock(server: Server, frame: Frame): boolean {
  if (server.locks === null || server.frames.has(frame, HOLDS_EXTRA)) return true
  server.frames.raise(frame, HOLDS_EXTRA)
  if (server.locks.take(frame)) {
    server.metrics.lockWait?.record(0)
    return true
  }
  server.frames.setDouble(frame, WAITING_SINCE, server.sim.nowNs)
  return false
}

function happens(server: Server, frame: Frame, index: number): boolean {
  const { share, stream } = server.program.chances[index]
  const ints = server.frames.ints
  const at = frame << INT_SHIFT
  const loop = ints[at | LOOP]
  stream.at(ints[at | ROOT], loop === 0 ? ints[at | VISIT] : mix32(ints[at | VISIT] ^ loop))
  return uniform01(stream.a, stream.b) < share
}

function nextRound(server: Server, frame: Frame): void {
  const loop = server.frames.int(frame, LOOP) + 1
  server.frames.setInt(frame, LOOP, loop)
}

/** What a failed call makes of the request that needed it: out of time stays out of time, all else is an error. */
function blame(outcome: number): number {
  return outcome === DEADLINE ? DEADLINE : ERROR
}
