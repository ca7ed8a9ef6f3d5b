import { type NodeChange, ReactFlow, useStore, useStoreApi } from "@xyflow/react"
import { type MouseEvent, type ReactNode, useCallback, useEffect, useRef } from "react"
import type { Topology } from "../protocol/topology.ts"
import type { SurfaceId } from "../protocol/view-api.ts"
import { useSession } from "../state/context.ts"
import { type Selection, usePage } from "../state/page.ts"
import { ARIA_LABELS } from "./aria-labels.ts"
import { type Differences, NO_DIFFERENCES } from "./draft/differences.ts"
import { useDrawing } from "./draft/use-drawing.ts"
import type { Layout } from "./layout/use-layout.ts"
import { detailAt, ZOOM_MAX, ZOOM_MIN } from "./layout/zoom.ts"
import { type CallEdge, EdgeView } from "./nodes/edge-view.tsx"
import { type ComponentNode, NodeView } from "./nodes/node-view.tsx"
import { transformOf } from "./scene/transform.ts"
import { openFaultMenu, useInteraction } from "./state/interaction.ts"
import { edgeOf, selectAt, type Target } from "./state/pointing.ts"
import { useEdges, useNodes } from "./use-elements.ts"
import { useKeys } from "./use-keys.ts"
import type { ViewportMoves } from "./use-viewport.ts"

const NODE_TYPES = { component: NodeView }
const EDGE_TYPES = { call: EdgeView }

export interface GraphProps {
  readonly surface: SurfaceId
  readonly topology: Topology
  readonly layout: Layout | null
  readonly struck: ReadonlySet<string>
  readonly moves: ViewportMoves
  /** Of a draft; null for a run. */
  readonly differences: Differences | null
  /** Components can be added, connected and removed in it. */
  readonly isEditable: boolean
  readonly children: ReactNode
}

/** The structure of the estate, to be moved about, pointed at and walked through by keys. Nothing in it changes with time. */
export function Graph(props: GraphProps) {
  const { surface, topology, layout, struck, moves, differences, isEditable, children } = props
  const host = useRef<HTMLDivElement>(null)
  const detail = useStore(({ transform }) => detailAt(transform[2]))
  const selection = usePage((state) => state.selection)
  const marks = { differences: differences ?? NO_DIFFERENCES, isEditable }
  const parts = { topology, layout, detail, selection, struck, ...marks }
  const nodes = useNodes(parts)
  const edges = useEdges(parts)
  const select = useSelect(surface, host, differences !== null)
  const editing = useDrawing(isEditable)
  const hover = useHover(surface)

  useKeys(host, { topology, layout, moves })
  useZoomInStyle(host)

  const onNode = (node: ComponentNode): Target => ({ kind: "node", node: node.id })
  const faultAt = (event: MouseEvent, target: Target | undefined) => {
    event.preventDefault()
    if (target !== undefined) openFaultMenu(target, { x: event.clientX, y: event.clientY })
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a command with a key does the same
    <div
      className={isEditable ? "picture-graph is-editable" : "picture-graph"}
      ref={host}
      onDoubleClick={editing.onDoubleClick}
    >
      <ReactFlow<ComponentNode, CallEdge>
        nodes={nodes}
        edges={edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        minZoom={ZOOM_MIN}
        maxZoom={ZOOM_MAX}
        nodesConnectable={isEditable}
        connectOnClick={false}
        onConnectEnd={editing.onConnectEnd}
        elementsSelectable={false}
        nodesFocusable
        edgesFocusable
        disableKeyboardA11y
        zoomOnDoubleClick={false}
        selectionKeyCode={null}
        multiSelectionKeyCode={null}
        deleteKeyCode={null}
        panActivationKeyCode={null}
        nodeDragThreshold={4}
        proOptions={{ hideAttribution: true }}
        ariaLabelConfig={ARIA_LABELS}
        onNodesChange={movePlaces}
        onMove={moves.moved}
        onPaneClick={(event) => select(event, { kind: "none" })}
        onNodeClick={(event, node) => select(event, { kind: "node", node: node.id })}
        onEdgeClick={(event, { id }) => select(event, edgeOf(topology, id) ?? { kind: "none" })}
        onNodeDoubleClick={(_, { id }) => moves.lookInto(id)}
        onNodeContextMenu={(event, node) => faultAt(event, onNode(node))}
        onEdgeContextMenu={(event, { id }) => faultAt(event, edgeOf(topology, id))}
        onNodeMouseEnter={(event, node) => hover(event, onNode(node))}
        onNodeMouseLeave={(event) => hover(event, undefined)}
        onEdgeMouseEnter={(event, { id }) => hover(event, edgeOf(topology, id))}
        onEdgeMouseLeave={(event) => hover(event, undefined)}
      >
        {children}
      </ReactFlow>
    </div>
  )
}

/** The zoom as `--zoom`, for strokes that are as thick at every zoom. */
function useZoomInStyle(host: React.RefObject<HTMLElement | null>): void {
  const store = useStoreApi()
  useEffect(() => {
    const put = (zoom: number) => host.current?.style.setProperty("--zoom", String(zoom))
    put(store.getState().transform[2])
    return store.subscribe(({ transform }, before) => {
      if (transform[2] !== before.transform[2]) put(transform[2])
    })
  }, [host, store])
}

/** Nodes that were dragged stay where they were put; no other moves. */
function movePlaces(changes: readonly NodeChange<ComponentNode>[]): void {
  const moved = changes.flatMap((change) =>
    change.type === "position" && change.position !== undefined && change.dragging === true
      ? [[change.id, change.position] as const]
      : [],
  )
  if (moved.length === 0) return
  usePage.setState(({ places }) => ({ places: { ...places, ...Object.fromEntries(moved) } }))
}

/** A click selects what it hits; in a draft there are no calls to hit. */
function useSelect(surface: SurfaceId, host: React.RefObject<HTMLElement | null>, isDraft: boolean) {
  const session = useSession()
  const store = useStoreApi()
  return useCallback(
    (event: MouseEvent, below: Selection) => {
      useInteraction.setState({ hovered: null })
      if (isDraft) {
        session.select(below)
        return
      }
      const { transform, width, height } = store.getState()
      const { ratio } = transformOf(transform, { width, height, ratio: devicePixelRatio })
      const corner = host.current?.getBoundingClientRect()
      const x = (event.clientX - (corner?.x ?? 0)) * ratio
      const y = (event.clientY - (corner?.y ?? 0)) * ratio
      void selectAt(session, { surface, x, y }, below)
    },
    [session, store, surface, host, isDraft],
  )
}

function useHover(surface: SurfaceId) {
  return useCallback(
    (event: MouseEvent, target: Target | undefined) => {
      const at = { x: event.clientX, y: event.clientY }
      useInteraction.setState({ hovered: target === undefined ? null : { target, surface, at } })
    },
    [surface],
  )
}
