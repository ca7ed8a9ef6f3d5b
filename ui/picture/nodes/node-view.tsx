import { Handle, type Node, type NodeProps, Position } from "@xyflow/react"
import { memo } from "react"
import type { TopologyNode } from "../../protocol/topology.ts"
import type { DraftMark } from "../draft/differences.ts"
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
    /** What a draft has done to it. */
    readonly mark: DraftMark | null
    readonly isEditable: boolean
  },
  "component"
>

const SIGNS: Readonly<Record<DraftMark, string>> = { new: "+", changed: "~" }

/** A component's outline. What moves in it is drawn by the view's worker, and its name by the labels. */
export const NodeView = memo(function NodeView({ data, width = 0, height = 0 }: NodeProps<ComponentNode>) {
  const { node, detail, isChosen, isStruck, mark, isEditable } = data
  const marked = mark === null ? "" : ` is-${mark}`
  const state = `${isChosen ? " is-chosen" : ""}${isStruck ? " is-struck" : ""}${marked}`
  return (
    <div className={`picture-node is-${detail}${state}`}>
      <svg className="picture-outline" viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
        <path d={outlineOf(node.layer, width, height)} />
      </svg>
      {detail === "dot" ? <Glyph kind={node.kind} layer={node.layer} /> : null}
      {mark === null ? null : (
        <span className="picture-mark-of-draft" aria-hidden="true">
          {detail === "dot" ? SIGNS[mark] : `${SIGNS[mark]} ${mark}`}
        </span>
      )}
      <Handle type="target" position={Position.Left} isConnectable={isEditable} isConnectableStart={false} />
      <Handle type="source" position={Position.Right} isConnectable={isEditable} />
    </div>
  )
})
