import type { Topology } from "../../protocol/topology.ts"
import type { SurfaceId } from "../../protocol/view-api.ts"
import type { Selection } from "../../state/page.ts"
import type { Session } from "../../state/session.ts"

/** What a fault can be brought on: a node or an edge of the picture. */
export type Target =
  | { readonly kind: "node"; readonly node: string }
  | { readonly kind: "edge"; readonly from: string; readonly to: string }

export interface ClickPlace {
  readonly surface: SurfaceId
  /** In device pixels of the surface. */
  readonly x: number
  readonly y: number
}

/** A click selects the request whose particle is there; else what lies below: a node, an edge, or nothing. */
export async function selectAt(session: Session, place: ClickPlace, below: Selection): Promise<void> {
  const root = await session.view.pick(place.surface, place.x, place.y)
  session.select(root === null ? below : { kind: "request", root })
}

export function isChosen(selection: Selection, target: Target): boolean {
  if (target.kind === "node") return selection.kind === "node" && selection.node === target.node
  return selection.kind === "edge" && selection.from === target.from && selection.to === target.to
}

/** Of an edge's id: its place in the topology. */
export function edgeOf(topology: Topology, id: string): Target | undefined {
  const edge = topology.edges[Number(id)]
  return edge === undefined ? undefined : { kind: "edge", from: edge.from, to: edge.to }
}

/** "pay" or "gw → pay". */
export function nameOf(target: Target): string {
  return target.kind === "node" ? target.node : `${target.from} → ${target.to}`
}
