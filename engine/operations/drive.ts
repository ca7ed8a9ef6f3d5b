import { assert } from "../assert.ts"
import { mix32 } from "../chance/hash.ts"
import {
  ABANDON_KNOWN,
  ARRIVED,
  AT_CALLEE,
  BACKOFF,
  CALLEE,
  CALLEE_DONE,
  CALLER,
  CALLER_DONE,
  COUNTER,
  DETACHED,
  DOUBLE_SHIFT,
  DOWNSTREAM,
  FLAGS,
  FOUND,
  HOLDS_EXTRA,
  HOLDS_SLOT,
  IN_TRANSIT,
  INT_SHIFT,
  INTERNAL,
  LOOP,
  NETWORK,
  NOTE,
  OPERATION,
  OUTCOME,
  PARENT,
  POOLED,
  PORT,
  QUEUED,
  STARTED,
  STATES_FRESHNESS,
  STATES_SIZE,
  VISIT,
  WAITING_SINCE,
} from "../frames/columns.ts"
import type { Frame } from "../frames/frames.ts"
import { CANCELLED, OK, REFUSED } from "../frames/outcome.ts"
import { KIND_REPLY } from "../kernel/kinds.ts"
import { afterAnswer, finishBranch, step } from "./interpreter.ts"
import { ANSWERED, AT_DOOR, AT_STEP_DONE, ENDS, JOIN, WAITS } from "./kinds.ts"
import { ACCEPTS, CALL, CALL_DETACHED, CALL_RELEASES, FORWARD, LENGTH_OF, RETURN, WORK } from "./program.ts"
import type { Server } from "./server.ts"
import { unlock } from "./server-line.ts"

/**
 * Takes a request from where it stands (WAITS … ANSWERED) as far as it gets within this event, then whoever waits for
 * it, and so on: from server to server over calls that travel no network, in one loop instead of a call within a call.
 * What is unusual (a network, a retry, a parallel step, a caller that is no server) leaves the loop by the ways every
 * actor has. One function on purpose: each call it would be divided into costs as much as a tenth of a request.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: see above
export function drive(first: Server, request: Frame, from: number): void {
  const { sim, frames } = first
  const { clock, meters } = sim
  let server = first
  let frame = request | 0
  let at = from | 0
  /** Requests handed over in this loop: who sent them is still sending, see Simulation.hand. */
  let handed = 0
  while (at !== WAITS) {
    const { ints } = frames
    const base = frame << INT_SHIFT
    if (at <= AT_STEP_DONE) {
      const { code } = server.program
      let counter = ints[base | COUNTER]
      if (at === AT_STEP_DONE) {
        counter += LENGTH_OF[code[counter]]
        ints[base | COUNTER] = counter
      }
      if ((ints[base | FLAGS] & ABANDON_KNOWN) !== 0) {
        at = ENDS + CANCELLED
        continue
      }
      const instruction = code[counter]
      let child = 0
      if (instruction === WORK) {
        server.spend(frame, server.program.draws[code[counter + 1]], true)
        break
      } else if (instruction === RETURN) {
        at = ENDS + OK
        continue
      } else if (instruction === CALL && (code[counter + 4] & CALL_DETACHED) === 0) {
        child = server.ports[code[counter + 1]].open(code[counter + 2], frame, code[counter + 3])
        const loop = frames.ints[base | LOOP]
        if (loop > 0)
          frames.ints[(child << INT_SHIFT) | VISIT] = mix32(frames.ints[(child << INT_SHIFT) | VISIT] ^ loop)
        if ((code[counter + 4] & CALL_RELEASES) !== 0) server.releaseSlot(frame)
      } else if (instruction === FORWARD) {
        const { forwards } = server
        const route = ints[base | NOTE]
        const operation = forwards === null ? ints[base | OPERATION] : forwards.operation[route]
        child = server.ports[forwards === null ? 0 : forwards.port[route]].open(operation, frame, 0)
      } else {
        at = step(server, frame, counter)
        continue
      }
      frames.doubles[(frame << DOUBLE_SHIFT) | WAITING_SINCE] = clock.nowNs
      const number = frames.ints[(child << INT_SHIFT) | PORT]
      const direct = sim.directs[number]
      if (direct === null) {
        sim.ports[number].send(child)
        break
      }
      const actor = direct.depart(child)
      if (actor < 0) break
      handed++
      sim.handing++
      const callee = sim.servers[actor]
      if (callee === null) {
        sim.arrive(actor, child)
        break
      }
      const now = frames.ints
      const to = child << INT_SHIFT
      now[to | CALLEE] = actor | 0
      now[to | FLAGS] = (now[to | FLAGS] & ~IN_TRANSIT) | AT_CALLEE
      frames.doubles[(child << DOUBLE_SHIFT) | ARRIVED] = clock.nowNs
      meters.arrive(actor)
      if (frames.live > sim.liveCallsMax) sim.halted = "limit:live-calls"
      server = callee
      frame = child
      at = AT_DOOR
    } else if (at === AT_DOOR) {
      if (server.down === true) {
        at = ANSWERED + REFUSED
        continue
      }
      const { entries, entryDefault } = server.program
      const entry = entries[ints[base | OPERATION]]
      const counter = entry >= 0 ? entry : entryDefault
      if (entry === ACCEPTS) {
        at = ANSWERED + OK
        continue
      }
      assert(counter >= 0, "a call names an operation its callee does not have")
      ints[base | COUNTER] = counter
      at = server.admit(frame)
    } else {
      let outcome = at - ANSWERED
      if (at < ANSWERED) {
        outcome = at - ENDS
        const flags = ints[base | FLAGS]
        if ((flags & INTERNAL) !== 0) {
          finishBranch(server, frame, outcome)
          break
        }
        const { doubles } = frames
        const row = frame << DOUBLE_SHIFT
        const waits = doubles[row | QUEUED] + doubles[row | POOLED] + doubles[row | NETWORK] + doubles[row | BACKOFF]
        server.metrics.service.record(clock.nowNs - doubles[row | STARTED] - waits - doubles[row | DOWNSTREAM])
        if ((flags & HOLDS_EXTRA) !== 0) unlock(server, frame)
        // First the slot, so that those in line come before whatever the answer sets off.
        if ((flags & HOLDS_SLOT) !== 0) server.releaseSlot(frame)
      }
      const { ints: now, doubles } = frames
      const flags = now[base | FLAGS]
      if ((flags & CALLEE_DONE) !== 0) sim.refuseSecondAnswer()
      const stayedNs = clock.nowNs - doubles[(frame << DOUBLE_SHIFT) | ARRIVED]
      meters.leave(now[base | CALLEE], stayedNs | 0, outcome)
      now[base | FLAGS] = flags | CALLEE_DONE
      if ((flags & CALLER_DONE) !== 0) {
        if ((flags & IN_TRANSIT) === 0) frames.close(frame)
        break
      }
      now[base | OUTCOME] = outcome | 0
      const direct = sim.directs[now[base | PORT]]
      if (direct === null || direct.link.ideal !== true) {
        sim.passAnswer(frame)
        break
      }
      if (sim.handing !== 0) {
        now[base | FLAGS] = flags | CALLEE_DONE | IN_TRANSIT
        sim.instant.push(now[base | CALLER], KIND_REPLY, frame)
        break
      }
      const caller = sim.servers[direct.self]
      const parent = now[base | PARENT]
      const isPlain =
        caller !== null && caller.paused === false && (flags & (DETACHED | STATES_FRESHNESS | STATES_SIZE)) === 0
      if (!isPlain || now[(parent << INT_SHIFT) | COUNTER] === JOIN) {
        direct.onAnswer(frame)
        break
      }
      direct.arrive(frame, outcome)
      frames.close(frame)
      server = caller
      frame = parent
      at = afterAnswer(caller, parent, outcome, outcome === OK ? flags & FOUND : 0)
    }
  }
  sim.handing -= handed
}
