import { assert } from "../assert.ts"
import { TIMER } from "../frames/columns.ts"
import { CANCELLED, REJECTED } from "../frames/outcome.ts"
import { NO_TIMER } from "../queue/event-columns.ts"
import { TIMER_AGAIN, TIMER_HELD, TIMER_PATIENCE, TIMER_SETUP, TIMER_SHED } from "./kinds.ts"
import { askAgain, letGoOn } from "./parking.ts"
import type { Server } from "./server.ts"
import { leaveLine, turnAway } from "./server-line.ts"

/** Timers of a server other than those that end a piece of work. */
export function onWaitTimer(server: Server, kind: number, argument: number): void {
  switch (kind) {
    case TIMER_AGAIN:
      askAgain(server, argument)
      break
    case TIMER_HELD:
      letGoOn(server, argument)
      break
    case TIMER_PATIENCE:
      server.frames.setInt(argument, TIMER, NO_TIMER)
      if (leaveLine(server, argument)) turnAway(server, argument, CANCELLED)
      break
    case TIMER_SHED:
      server.frames.setInt(argument, TIMER, NO_TIMER)
      // It stands in line no more where its turn had come.
      leaveLine(server, argument)
      turnAway(server, argument, REJECTED)
      break
    case TIMER_SETUP:
      server.off = false
      server.setupTimer = NO_TIMER
      server.fill()
      break
    default:
      assert(false, `a server has no timer of kind ${kind}`)
  }
}
