import { BaseEdge, type Edge, type EdgeProps } from "@xyflow/react"
import { memo } from "react"
import { svgPath, type Way } from "../geometry/path.ts"

export type CallEdge = Edge<
  {
    readonly way: Way
    readonly isDetached: boolean
    readonly isChosen: boolean
    readonly isStruck: boolean
    /** The draft has it, and the run has not. */
    readonly isNew: boolean
  },
  "call"
>

/** How far beside its line an edge can be pointed at, in pixels. */
const REACH = 18

/** The line of the calls that can be made. Its width and colour by rate and latency are the view worker's. */
export const EdgeView = memo(function EdgeView({ data }: EdgeProps<CallEdge>) {
  if (data === undefined) return null
  const { way, isDetached, isChosen, isStruck, isNew } = data
  const states = [
    [isDetached, "is-detached"],
    [isNew, "is-new"],
    [isStruck, "is-struck"],
    [isChosen, "is-chosen"],
  ] as const
  const state = states.map(([is, name]) => (is ? ` ${name}` : "")).join("")
  return <BaseEdge className={`picture-edge${state}`} path={svgPath(way)} interactionWidth={REACH} />
})
