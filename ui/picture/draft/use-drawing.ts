import { type FinalConnectionState, useReactFlow } from "@xyflow/react"
import { type MouseEvent, useMemo } from "react"
import { connectComponents } from "../../state/draft-edits.ts"
import { openGraphEditing } from "../state/graph-editing.ts"

/** What a pointer does to a picture that can be edited: draws a call from node to node, and adds where nothing is. */
export function useDrawing(isEditable: boolean) {
  const flow = useReactFlow()
  return useMemo(
    () => ({
      onDoubleClick: ({ target, clientX, clientY }: MouseEvent) => {
        const isPane = target instanceof Element && target.classList.contains("react-flow__pane")
        if (!isEditable || !isPane) return
        const { x, y } = flow.screenToFlowPosition({ x: clientX, y: clientY })
        openGraphEditing({ do: "add", at: { x: Math.round(x), y: Math.round(y) } })
      },
      onConnectEnd: (event: globalThis.MouseEvent | TouchEvent, { fromNode, toNode }: FinalConnectionState) => {
        const from = fromNode?.id
        const to = nodeBelow(event) ?? toNode?.id
        if (from !== undefined && to !== undefined && from !== to) void connectComponents(from, to)
      },
    }),
    [flow, isEditable],
  )
}

/** The whole of a node takes a call, not its grip alone. */
function nodeBelow(event: globalThis.MouseEvent | TouchEvent): string | undefined {
  const point = "changedTouches" in event ? event.changedTouches[0] : event
  if (point === undefined) return undefined
  for (const element of document.elementsFromPoint(point.clientX, point.clientY)) {
    const id = element.closest(".react-flow__node")?.getAttribute("data-id")
    if (typeof id === "string") return id
  }
  return undefined
}
