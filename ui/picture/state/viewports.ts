import type { Viewport } from "@xyflow/react"

/** Sets a surface's viewport without telling anybody. */
type Follow = (viewport: Viewport) => void

/** Keeps the surfaces of a comparison on the same part of the picture. */
export class Viewports {
  private readonly surfaces = new Set<Follow>()
  latest: Viewport | null = null

  /** Returns what ends it. */
  join(follow: Follow): () => void {
    this.surfaces.add(follow)
    if (this.latest !== null) follow(this.latest)
    return () => {
      this.surfaces.delete(follow)
    }
  }

  /** A surface that follows says so too: that is no move. */
  moved(viewport: Viewport, by: Follow): void {
    if (this.latest !== null && isSame(this.latest, viewport)) return
    this.latest = viewport
    for (const follow of this.surfaces) if (follow !== by) follow(viewport)
  }
}

/** Followers round what they are set to. */
const ROUNDING = 1e-3

function isSame(one: Viewport, other: Viewport): boolean {
  const distance = Math.max(Math.abs(one.x - other.x), Math.abs(one.y - other.y), Math.abs(one.zoom - other.zoom))
  return distance < ROUNDING
}
