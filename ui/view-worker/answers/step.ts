import type { Row } from "../../../engine/index.ts"
import { emptyPhases, readPhases } from "../../playback/call-phases.ts"
import type { Playback } from "../../playback/playback.ts"
import type { Mark } from "../../protocol/feed.ts"
import type { StepRequest } from "../../protocol/view-api.ts"
import type { Branch } from "../store/branch.ts"

/** The instant next to another, before or behind it, at which something happens; null where there is none. */
export function stepFrom(branch: Branch, { fromNs, direction, to }: StepRequest): number | null {
  const { playback } = branch
  if (to.kind === "mark") return nearest(marksOf(branch.sortedMarks(), to.of), fromNs, direction)
  if (to.kind === "request") return nearest(instantsOf(playback, to.root), fromNs, direction)
  const first = direction === 1 ? playback.moments.countBy(fromNs) : playback.moments.countBy(Math.ceil(fromNs) - 1) - 1
  if (to.kind === "moment") return timeAt(playback, first)
  const node = branch.topology.nodes.find(({ name }) => name === to.node)
  if (node === undefined) return null
  const places = node.actors
    .map((actor) =>
      direction === 1 ? playback.callees.next(actor, first) : playback.callees.previous(actor, first + 1),
    )
    .filter((place) => place >= 0)
  if (places.length === 0) return null
  return timeAt(playback, direction === 1 ? Math.min(...places) : Math.max(...places))
}

function timeAt({ moments }: Playback, place: number): number | null {
  return place >= 0 && place < moments.length ? moments.timeAt(place) : null
}

function nearest(instants: readonly number[], fromNs: number, direction: 1 | -1): number | null {
  const beyond = instants.filter((ns) => (direction === 1 ? ns > fromNs : ns < fromNs))
  if (beyond.length === 0) return null
  return direction === 1 ? Math.min(...beyond) : Math.max(...beyond)
}

/** When marks begin and end. */
function marksOf(marks: readonly Mark[], of: "fault" | "breach" | "any"): readonly number[] {
  return marks.filter(({ kind }) => of === "any" || kind === of).map(({ fromNs }) => fromNs)
}

/** When something happens to a request. */
function instantsOf({ requests, recording }: Playback, root: Row): readonly number[] {
  if (root < 0 || root >= recording.spans.count) return []
  const phases = emptyPhases()
  return [...requests.rowsOf(root)].flatMap((row) => {
    const { startNs, arriveNs, seatNs, leaveNs, endNs } = readPhases(recording.spans, row, phases)
    return [startNs, arriveNs, seatNs, leaveNs, endNs].filter((ns) => ns < Number.POSITIVE_INFINITY)
  })
}
