import type { Topology } from "../protocol/topology.ts"
import { usePage } from "../state/page.ts"
import type { Session } from "../state/session.ts"
import { isArrow, neighbour } from "./layout/reading-order.ts"
import type { Layout } from "./layout/use-layout.ts"
import { openFaultMenu, type PagePoint } from "./state/interaction.ts"
import { edgeOf, type Target } from "./state/pointing.ts"

/** Keys that change what they are pressed on. */
const EDITING = new Set(["Delete", "Backspace", "F2", "A", "C"])

export interface KeyContext {
  readonly session: Session
  readonly topology: Topology
  readonly layout: Layout
  readonly host: HTMLElement
  /** Brings a node into view and looks into it, or out of it again. */
  readonly lookInto: (node: string) => void
  readonly reveal: (node: string) => void
}

/** Handles a key pressed on a node or an edge; true if it was one of the picture's. */
export function handleKey(event: KeyboardEvent, context: KeyContext): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const focused = focusedTarget(event.target, context.topology)
  if (focused === undefined) return false
  const { key } = event
  if (isArrow(key)) return moveFocus(context, focused, key)
  if (key === "Enter") {
    context.session.select(focused)
    if (event.shiftKey && focused.kind === "node") context.lookInto(focused.node)
    return true
  }
  if (key === "x") {
    openFaultMenu(focused, middleOf(event.target))
    return true
  }
  if (EDITING.has(key)) {
    // The page's command of this key is about what is selected.
    if (usePage.getState().isEditorOpen) context.session.select(focused)
    return false
  }
  return key === "]" || key === "[" ? cycleEdges(context, focused, key === "]" ? 1 : -1) : false
}

/** The node or edge that has the focus. */
export function focusedTarget(element: EventTarget | null, topology: Topology): Target | undefined {
  if (!(element instanceof Element)) return undefined
  const id = element.getAttribute("data-id")
  if (id === null) return undefined
  return element.classList.contains("react-flow__node") ? { kind: "node", node: id } : edgeOf(topology, id)
}

type ArrowKey = Parameters<typeof neighbour>[2]

function moveFocus(context: KeyContext, focused: Target, key: ArrowKey): boolean {
  if (focused.kind === "edge") {
    // From an edge to the end that lies in the arrow's direction, or to its callee.
    const ahead = neighbour(context.layout.boxes, focused.from, key) === focused.to ? focused.to : focused.from
    focusNode(context, key === "ArrowRight" || key === "ArrowDown" ? focused.to : ahead)
    return true
  }
  const next = neighbour(context.layout.boxes, focused.node, key)
  if (next !== undefined) focusNode(context, next)
  return true
}

function focusNode({ host, reveal }: KeyContext, node: string): void {
  host.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(node)}"]`)?.focus({ preventScroll: true })
  reveal(node)
}

/** The next of the edges at a node, in the topology's order; from an edge, the next of its caller's. */
function cycleEdges({ topology, host }: KeyContext, focused: Target, by: 1 | -1): boolean {
  const node = focused.kind === "node" ? focused.node : focused.from
  const ids = topology.edges.flatMap(({ from, to }, i) => (from === node || to === node ? [i] : []))
  const at =
    focused.kind === "edge"
      ? ids.findIndex((i) => topology.edges[i]?.from === focused.from && topology.edges[i]?.to === focused.to)
      : by === 1
        ? -1
        : 0
  const id = ids.at((at + by) % ids.length)
  if (id !== undefined) host.querySelector<SVGElement>(`.react-flow__edge[data-id="${id}"]`)?.focus()
  return true
}

function middleOf(element: EventTarget | null): PagePoint {
  if (!(element instanceof Element)) return { x: 0, y: 0 }
  const { x, y, width, height } = element.getBoundingClientRect()
  return { x: x + width / 2, y: y + height / 2 }
}
