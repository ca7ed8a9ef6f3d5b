import { useEffect, useRef, useSyncExternalStore } from "react"
import type { Topology, TopologyNode } from "../protocol/topology.ts"
import type { SurfaceId } from "../protocol/view-api.ts"
import { usePage } from "../state/page.ts"
import { countText, percentText } from "../words/numbers.ts"
import { durationText } from "../words/time.ts"
import { useInteraction } from "./state/interaction.ts"
import { type Numbers, type NumbersSource, shareOfSample } from "./state/numbers.ts"
import { nameOf, type Target } from "./state/pointing.ts"
import { edgeName, struckAt } from "./state/struck.ts"
import { busyText, numbersOf, underWayTitle } from "./text/node-numbers.ts"
import { rateText } from "./text/numbers.ts"

export interface TooltipProps {
  readonly surface: SurfaceId
  readonly topology: Topology
  readonly feed: NumbersSource
}

/** Beside the pointer, in CSS pixels. */
const OFFSET = 14

/** Name and numbers of the node or edge that is pointed at. */
export function Tooltip({ surface, topology, feed }: TooltipProps) {
  const hovered = useInteraction((state) => state.hovered)
  const numbers = useSyncExternalStore(feed.subscribe, feed.read)
  const sampleShare = usePage(shareOfSample)
  const element = useRef<HTMLDivElement>(null)
  const isHere = hovered !== null && hovered.surface === surface
  useEffect(() => {
    const { current } = element
    if (!isHere || current === null) return
    // Within the window, whichever corner is pointed at.
    const { width, height } = current.getBoundingClientRect()
    const { x, y } = hovered.at
    const left = x + OFFSET + width > innerWidth ? x - OFFSET - width : x + OFFSET
    const top = y + OFFSET + height > innerHeight ? y - OFFSET - height : y + OFFSET
    current.style.left = `${Math.max(4, left)}px`
    current.style.top = `${Math.max(4, top)}px`
  })
  if (!isHere) return null
  return (
    <div className="picture-tooltip" role="tooltip" ref={element}>
      <p className="picture-tooltip-name">{nameOf(hovered.target)}</p>
      <dl>
        {rowsOf(hovered.target, topology, numbers, sampleShare).map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </div>
  )
}

type Rows = readonly (readonly [term: string, value: string])[]

function rowsOf(target: Target, topology: Topology, numbers: Numbers | null, sampleShare: number): Rows {
  const struck = numbers === null ? new Set() : struckAt(topology, numbers.marks, numbers.tNs)
  const name = target.kind === "node" ? target.node : edgeName(target)
  const fault: Rows = struck.has(name) ? [["Fault", "on now"]] : []
  if (target.kind === "edge") return [...edgeRows(target, topology, numbers, sampleShare), ...fault]
  const node = topology.nodes.find((each) => each.name === target.node)
  return node === undefined ? [] : [...nodeRows(node, numbers, sampleShare), ...fault]
}

function nodeRows(node: TopologyNode, numbers: Numbers | null, sampleShare: number): Rows {
  const { title, profile, actors, zones } = node
  const facts: Rows = [
    ["Kind", profile === undefined ? title : `${title}, ${profile}`],
    ...(actors.length > 1 ? [["Replicas", String(actors.length)] as const] : []),
    ...(zones.length > 0 ? [["Zones", zones.join(", ")] as const] : []),
  ]
  if (numbers === null) return facts
  const now = numbersOf(node, numbers.state)
  const share: Rows =
    now.slots === null || now.slots === 0 ? [] : [["Utilisation now", percentText(now.busy / now.slots)]]
  return [
    ...facts,
    [underWayTitle(sampleShare), countText(now.underWay)],
    ["Waiting", countText(now.queued)],
    ["Busy", busyText(now)],
    ...share,
  ]
}

function edgeRows(
  { from, to }: Extract<Target, { kind: "edge" }>,
  topology: Topology,
  numbers: Numbers | null,
  sampleShare: number,
): Rows {
  const i = topology.edges.findIndex((edge) => edge.from === from && edge.to === to)
  const rate = numbers?.edges.perSecond[i] ?? 0
  const detached: Rows = topology.edges[i]?.detached === true ? [["Calls", "caller does not wait"]] : []
  if (rate === 0) return [...detached, ["Rate", "no call ended in the last second"]]
  return [
    ...detached,
    ["Rate", rateText(rate, sampleShare)],
    ["Mean latency", durationText(numbers?.edges.latencyNs[i] ?? 0)],
  ]
}
