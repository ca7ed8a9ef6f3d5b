import type { EdgeAnswer, StateAnswer, TimeWindow } from "../../protocol/view-api.ts"
import type { Branch } from "../store/branch.ts"

/** What every replica has at an instant. */
export function stateAt({ playback }: Branch, tNs: number): StateAnswer {
  playback.seek(tNs)
  const actors = [...playback.recording.actors.keys()]
  return {
    tNs,
    underWay: Int32Array.from(actors, (actor) => playback.inFlightTo(actor)),
    queued: Int32Array.from(actors, (actor) => playback.queueOf(actor)),
    busy: Int32Array.from(actors, (actor) => playback.busyOf(actor)),
    requestsUnderWay: playback.cursor.state[playback.cursor.state.length - 1],
  }
}

/** Events by column; where none were recorded, moments of calls. */
export function densityOf({ playback }: Branch, { fromNs, toNs, columns }: TimeWindow): Float32Array {
  const { events, moments } = playback
  const sequence = events.length > 0 ? events : moments
  const counts = new Float32Array(columns)
  const widthNs = (toNs - fromNs) / columns
  let before = sequence.countBy(Math.ceil(fromNs) - 1)
  for (let column = 0; column < columns; column++) {
    // What happens at the very end belongs to the last column.
    const endNs = column === columns - 1 ? toNs : Math.ceil(fromNs + (column + 1) * widthNs) - 1
    const count = sequence.countBy(endNs)
    counts[column] = count - before
    before = count
  }
  return counts
}

/** Of every edge of the topology, the calls that ended in a stretch of time. */
export function edgeRates({ playback, rates, topology }: Branch, fromNs: number, toNs: number): EdgeAnswer {
  const { names } = playback.components
  const found = topology.edges.map(({ from, to }) =>
    rates.rate(names.indexOf(from), names.indexOf(to), { fromNs, toNs }),
  )
  return {
    perSecond: Float64Array.from(found, ({ perSecond }) => perSecond),
    latencyNs: Float64Array.from(found, ({ latencyNs }) => latencyNs),
  }
}
