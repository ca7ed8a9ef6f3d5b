import {
  AT_CALLEE,
  CALLEE,
  CALLEE_DONE,
  CALLER,
  CALLER_DONE,
  FLAGS,
  HELD,
  HOLDS_EXTRA,
  IN_LINE,
  INTERNAL,
  LOGICAL,
  PARENT,
} from "../frames/columns.ts"
import { NO_FRAME } from "../frames/frames.ts"
import type { Waiting } from "../kernel/actor.ts"
import { isParked } from "./parking.ts"
import type { Server } from "./server.ts"

/** For the stall report: what each request present at a server waits for, and whom it waits for. */
export function waitingAt(server: Server): readonly Waiting[] {
  const { frames, self } = server
  const out: Waiting[] = []
  frames.forEachOpen((frame) => {
    const flags = frames.int(frame, FLAGS)
    const here = frames.int(frame, CALLEE) === self && (flags & (AT_CALLEE | CALLEE_DONE)) === AT_CALLEE
    if (here && (flags & HELD) !== 0) out.push({ frame, resource: "the time it is held back", holder: self })
    else if (here && isParked(server, frame))
      out.push({ frame, resource: "what another request fetches", holder: self })
    else if (here && (flags & IN_LINE) !== 0)
      out.push({ frame, resource: server.off ? "its set-up" : "a slot", holder: self })
    else if (here && (flags & HOLDS_EXTRA) !== 0 && server.locks !== null && server.locks.holderFor(frame) !== frame)
      out.push({ frame, resource: "a lock", holder: self })
    if (frames.int(frame, CALLER) !== self || (flags & (CALLER_DONE | INTERNAL | LOGICAL)) !== 0) return
    let parent = frames.int(frame, PARENT)
    while (parent !== NO_FRAME && frames.has(parent, INTERNAL | LOGICAL)) parent = frames.int(parent, PARENT)
    if (parent !== NO_FRAME) out.push({ frame: parent, resource: "an answer", holder: frames.int(frame, CALLEE) })
  })
  return out
}
