import { portInside } from "../../components/client-stack/port/inside.ts"
import { INSIDE_ROWS_MAX, type InsidePart, type InsideView, shownMax } from "../../components/kit/inside.ts"
import {
  ARRIVED,
  ATTEMPT,
  CALLEE,
  CALLEE_DONE,
  type Frame,
  HOLDS_SLOT,
  IN_LINE,
  INTERNAL,
  PRIORITY,
  ROOT,
  type Server,
  WAITING_SINCE,
} from "../../engine/index.ts"
import type { Estate } from "./estate.ts"
import type { Run } from "./run.ts"

/** What a replica of a run holds now: its requests, what its kind tells of it, and how it sees those it calls. */
export function insideOf({ estate }: Run, actor: number): readonly InsidePart[] {
  const { sim, built, ports } = estate
  const view: InsideView = {
    nowNs: sim.nowNs,
    nameOf: (number) => estate.instances[number]?.name ?? `agent ${number - estate.instances.length}`,
    operationOf: (number) => estate.operations.nameOf(number),
  }
  const server = sim.servers[actor]
  const requests = server === null || server === undefined ? [] : requestsAt(server, estate)
  const own = built[actor]?.inside?.(view) ?? []
  const others = ports.views.filter(({ self }) => self === actor).flatMap((port) => portInside(port, view))
  return [...requests, ...own, ...others]
}

/** Requests that hold a slot, and those that wait for one, in the order in which they came. */
function requestsAt(server: Server, estate: Estate): readonly InsidePart[] {
  const { frames } = server
  const working: Frame[] = []
  const waiting: Frame[] = []
  frames.forEachOpen((frame) => {
    if (frames.int(frame, CALLEE) !== server.self || frames.has(frame, CALLEE_DONE | INTERNAL)) return
    if (frames.has(frame, HOLDS_SLOT)) working.push(frame)
    else if (frames.has(frame, IN_LINE)) waiting.push(frame)
  })
  const { slots, admission } = server
  const limits = { working: slots, waiting: admission.queueLengthMax }
  return [
    part("At work", { frames: working, since: ARRIVED, limit: limits.working }, estate),
    part("Waiting", { frames: waiting, since: WAITING_SINCE, limit: limits.waiting }, estate),
  ]
}

function part(
  title: string,
  the: { readonly frames: Frame[]; readonly since: number; readonly limit: number },
  { sim, operations }: Estate,
): InsidePart {
  const { frames, nowNs } = sim
  const ordered = the.frames.sort(
    (one, other) =>
      frames.double(one, the.since) - frames.double(other, the.since) ||
      frames.int(one, ROOT) - frames.int(other, ROOT) ||
      one - other,
  )
  const rows = ordered.slice(0, INSIDE_ROWS_MAX).map((frame) => [
    // What no request has caused has no number.
    Math.max(-1, frames.int(frame, ROOT)),
    operations.nameOf(frames.operation(frame)),
    (nowNs - frames.double(frame, the.since)) / 1e6,
    frames.int(frame, ATTEMPT),
    frames.int(frame, PRIORITY),
  ])
  const columns = ["request", "operation", "for (ms)", "try", "priority"]
  return { title, count: ordered.length, countMax: shownMax(the.limit), columns, rows }
}
