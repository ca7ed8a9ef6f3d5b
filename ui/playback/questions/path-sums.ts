import { NO_ACTOR } from "../../../scenarios/record/columns.ts"
import type { Components } from "../components.ts"
import { type CriticalWalk, PATH_KINDS, type PathKind } from "./critical-walk.ts"

const KINDS = PATH_KINDS.length

/** Time on a critical path by cell: by component, a further one for calls that reached nobody, and kind. */
export class PathSums {
  /** In ns, of the calls added since the last `clear`. */
  readonly ns: Float64Array
  /** Cells that are not 0: the first `touchedCount`. */
  readonly touched: Int32Array
  touchedCount = 0
  private readonly components: Components

  constructor(components: Components) {
    this.components = components
    this.ns = new Float64Array((components.names.length + 1) * KINDS)
    this.touched = new Int32Array(this.ns.length)
  }

  get cells(): number {
    return this.ns.length
  }

  clear(): void {
    for (let i = 0; i < this.touchedCount; i++) this.ns[this.touched[i]] = 0
    this.touchedCount = 0
  }

  /** Adds the segments of the latest walk. */
  add(walk: CriticalWalk): void {
    for (let i = 0; i < walk.segmentCount; i++) {
      const cell = this.cellOf(walk, i)
      if (this.ns[cell] === 0) this.touched[this.touchedCount++] = cell
      this.ns[cell] += walk.segmentToNs[i] - walk.segmentFromNs[i]
    }
  }

  /** The cell that a segment of a walk counts in. */
  cellOf(walk: CriticalWalk, segment: number): number {
    const actor = walk.actors[walk.segmentSpan[segment]]
    const component = actor === NO_ACTOR ? this.components.names.length : this.components.ofActor[actor]
    return component * KINDS + walk.segmentKind[segment]
  }
}

/** The number of a cell's component; null where nobody was reached. */
export function componentOfCell(cell: number, components: Components): number | null {
  const component = Math.floor(cell / KINDS)
  return component < components.names.length ? component : null
}

export function kindOfCell(cell: number): PathKind {
  return PATH_KINDS[cell % KINDS]
}
