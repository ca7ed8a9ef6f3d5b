import { type Box, centreOf } from "../geometry/box.ts"
import type { Direction } from "./arrange.ts"

/** Names in the order in which the picture is read: along the direction of calls, and across it where they are level. */
export function readingOrder(boxes: ReadonlyMap<string, Box>, direction: Direction): readonly string[] {
  const along = direction === "right" ? "x" : "y"
  const across = direction === "right" ? "y" : "x"
  return [...boxes]
    .map(([name, box]) => ({ name, along: box[along], across: box[across] }))
    .toSorted((a, b) => a.along - b.along || a.across - b.across || (a.name < b.name ? -1 : 1))
    .map(({ name }) => name)
}

export type Arrow = "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown"

/**
 * The node that lies next in a direction: the nearest in the quarter of the plane that the arrow points to, where going
 * astray counts double. Undefined where there is none.
 */
export function neighbour(boxes: ReadonlyMap<string, Box>, from: string, arrow: Arrow): string | undefined {
  const box = boxes.get(from)
  if (box === undefined) return undefined
  const here = centreOf(box)
  const [dx, dy] = STEPS[arrow]
  let best: string | undefined
  let least = Number.POSITIVE_INFINITY
  for (const [name, other] of boxes) {
    const there = centreOf(other)
    const ahead = (there.x - here.x) * dx + (there.y - here.y) * dy
    const aside = Math.abs((there.x - here.x) * dy) + Math.abs((there.y - here.y) * dx)
    const cost = ahead + 2 * aside
    if (name === from || ahead <= 0 || aside > ahead * 2.5 || cost >= least) continue
    best = name
    least = cost
  }
  return best
}

const STEPS: Readonly<Record<Arrow, readonly [dx: number, dy: number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
}

export function isArrow(key: string): key is Arrow {
  return Object.hasOwn(STEPS, key)
}
