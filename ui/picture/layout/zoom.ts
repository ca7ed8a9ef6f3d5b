import type { SceneNode } from "../../protocol/scene.ts"

export type Detail = SceneNode["detail"]

/** CSS pixels for each unit of the picture. */
export const ZOOM_MIN = 0.08
export const ZOOM_MAX = 5
/** A picture that fits easily is not blown up beyond this. */
export const ZOOM_FIT_MAX = 1.25

/** Below this nodes are marks of groups, from the other on there is room inside them (chosen by eye: 12 px texts). */
const NODES_FROM = 0.42
const INSIDE_FROM = 1.7

/** What there is room for at a zoom. */
export function detailAt(zoom: number): Detail {
  if (zoom < NODES_FROM) return "dot"
  return zoom < INSIDE_FROM ? "node" : "inside"
}

/** A zoom at which the inside of nodes is shown. */
export const ZOOM_INSIDE = 2
