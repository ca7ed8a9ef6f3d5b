import { assert } from "../assert.ts"
import { TIMER, WAITING_SINCE } from "../frames/columns.ts"
import type { Frame } from "../frames/frames.ts"
import type { Plain } from "../kernel/plain.ts"
import { TIMER_SHED } from "./kinds.ts"
import type { Server } from "./server.ts"
import { leaveLine } from "./server-line.ts"

/**
 * Who of those in line for a slot is next, how long each may stand there, and who is shed although a slot is free. Asked
 * only on a server that has one. What it sheds ends as REJECTED.
 */
export interface LineRule {
  /** One more joins `waiting` others: the longest it may wait, in whole ns; +Infinity for no limit. */
  joined(nowNs: number, waiting: number): number
  /** A slot is free and `waiting` stand in line: whether the newest of the most urgent is next, not whom the order says. */
  newestFirst(nowNs: number, waiting: number): boolean
  /** Whether the next is shed after a wait of `waitedNs`, with `others` left in line; never the last one. */
  sheds(nowNs: number, waitedNs: number, others: number): boolean
  /** The replica lost its memory (crash). */
  wipe(): void
  snapshot(): Plain
  restore(saved: Plain): void
}

/** Takes the next frame for a free slot out of a line that somebody waits in. */
export function takeNext(server: Server, rule: LineRule): Frame {
  const { line, frames, sim } = server
  for (;;) {
    const frame = rule.newestFirst(sim.nowNs, line.length) ? line.newest() : line.peek()
    const waitedNs = sim.nowNs - frames.double(frame, WAITING_SINCE)
    if (!rule.sheds(sim.nowNs, waitedNs, line.length - 1)) {
      line.remove(frame)
      return frame
    }
    assert(line.length > 1, "a queue rule sheds the last in line")
    leaveLine(server, frame)
    // Answered by an event, since whoever learns of it may call again at once, or take others out of the line.
    frames.setInt(frame, TIMER, sim.after(0, server.self, TIMER_SHED, frame))
  }
}
