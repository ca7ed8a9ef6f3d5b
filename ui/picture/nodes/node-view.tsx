import { Handle, type Node, type NodeProps, Position } from "@xyflow/react"
import { memo } from "react"
import type { TopologyNode } from "../../protocol/topology.ts"
import type { Detail } from "../layout/zoom.ts"
import { Glyph } from "./glyph.tsx"
import { outlineOf } from "./outline.ts"

export type ComponentNode = Node<
  {
    readonly node: TopologyNode
    readonly detail: Detail
    readonly isChosen: boolean
    /** A fault strikes it at the instant shown. */
    readonly isStruck: boolean
  },
  "component"
>

/** A component's outline. What moves in it is drawn by the view's worker, and its name by the labels. */
export const NodeView = memo(function NodeView({ data, width = 0, height = 0 }: NodeProps<ComponentNode>) {
  const { node, detail, isChosen, isStruck } = data
  const state = `${isChosen ? " is-chosen" : ""}${isStruck ? " is-struck" : ""}`
  return (
    <div className={`picture-node is-${detail}${state}`}>
      <svg className="picture-outline" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path d={outlineOf(node.layer, width, height)} />
      </svg>
      {detail === "dot" ? <Glyph kind={node.kind} layer={node.layer} /> : null}
      <Handle type="target" position={Position.Left} isConnectable={false} />
      <Handle type="source" position={Position.Right} isConnectable={false} />
    </div>
  )
})
