import { BaseEdge, type Edge, type EdgeProps } from "@xyflow/react"
import { memo } from "react"
import { svgPath, type Way } from "../geometry/path.ts"

export type CallEdge = Edge<
  { readonly way: Way; readonly isDetached: boolean; readonly isChosen: boolean; readonly isStruck: boolean },
  "call"
>

/** How far beside its line an edge can be pointed at, in pixels. */
const REACH = 18

/** The line of the calls that can be made. Its width and colour by rate and latency are the view worker's. */
export const EdgeView = memo(function EdgeView({ data }: EdgeProps<CallEdge>) {
  if (data === undefined) return null
  const { way, isDetached, isChosen, isStruck } = data
  const state = `${isDetached ? " is-detached" : ""}${isChosen ? " is-chosen" : ""}${isStruck ? " is-struck" : ""}`
  return <BaseEdge className={`picture-edge${state}`} path={svgPath(way)} interactionWidth={REACH} />
})
