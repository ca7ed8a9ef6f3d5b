import { type Box, overlaps } from "../geometry/box.ts"

/** Side of a cell (chosen: about a label's width). */
const CELL = 96

/** A box in the way of labels; one that has an owner is in the way of all but its owner's. */
export interface Obstacle extends Box {
  readonly owner?: string
}

/** Boxes by where they are, to find at once whether one touches another. */
export class BoxIndex {
  private readonly cells = new Map<string, Obstacle[]>()

  constructor(boxes: readonly Obstacle[]) {
    for (const box of boxes) this.add(box)
  }

  add(box: Obstacle): void {
    for (const key of cellsOf(box)) {
      const cell = this.cells.get(key)
      if (cell === undefined) this.cells.set(key, [box])
      else cell.push(box)
    }
  }

  touches(box: Box, owner: string): boolean {
    const isInTheWay = (other: Obstacle) => other.owner !== owner && overlaps(other, box)
    return cellsOf(box).some((key) => this.cells.get(key)?.some(isInTheWay) === true)
  }
}

function cellsOf({ x, y, width, height }: Box): readonly string[] {
  const keys: string[] = []
  for (let row = Math.floor(y / CELL); row <= Math.floor((y + height) / CELL); row++) {
    for (let column = Math.floor(x / CELL); column <= Math.floor((x + width) / CELL); column++) {
      keys.push(`${column},${row}`)
    }
  }
  return keys
}
