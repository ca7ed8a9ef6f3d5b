import { compactText, percentText } from "../words/numbers.ts"
import { durationText } from "../words/time.ts"
import type { Lane } from "./lanes.ts"
import type { TimelineData } from "./use-timeline-data.ts"

/** What each lane shows, and how much its full height is. */
export function LaneNames({ lanes, data }: { readonly lanes: readonly Lane[]; readonly data: TimelineData | null }) {
  if (data === null) return <ul className="timeline-names" />
  return (
    <ul className="timeline-names">
      {lanes
        .filter(({ name }) => name !== "axis")
        .map((lane) => {
          const { name, most } = laneText(lane, data)
          return (
            <li
              key={`${lane.name}${lane.index}`}
              style={{ top: lane.y, height: lane.height }}
              title={`${name}, up to ${most}`}
            >
              <span className="timeline-name">{name}</span> <span className="timeline-most">{most}</span>
            </li>
          )
        })}
    </ul>
  )
}

function laneText({ name, index }: Lane, data: TimelineData): { readonly name: string; readonly most: string } {
  const { density, ribbons, window } = data
  if (name === "events") {
    const perSecond = largest(density) / ((window.toNs - window.fromNs) / density.length / 1e9)
    return { name: "Events", most: `${compactText(perSecond)}/s` }
  }
  if (name === "latency") return { name: "Latency", most: durationText(largest(ribbons.latencyMost)) }
  if (name === "failed") return { name: "Failed", most: percentText(1) }
  const queue = ribbons.queues[index]
  return {
    name: queue === undefined ? "Queue" : `Queue ${queue.node}`,
    most: compactText(largest(queue?.most ?? new Float32Array(0))),
  }
}

function largest(values: Float32Array): number {
  let most = 0
  for (const value of values) if (value > most) most = value
  return most
}
