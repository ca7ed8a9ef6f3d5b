import { type Box, contains } from "../geometry/box.ts"
import { BoxIndex, type Obstacle } from "./box-index.ts"

/** A piece of a label, such as the rate above an edge while its latency stands below. */
export interface LabelPart {
  readonly kind: string
  readonly box: Box
}

/** A label and the ways in which it could stand. */
export interface LabelWish {
  readonly id: string
  /** The best first. The parts of one do not touch each other. */
  readonly choices: readonly (readonly LabelPart[])[]
  /** Higher goes first. */
  readonly priority: number
}

export interface PlacedLabel {
  /** Which of its choices it got. */
  readonly choice: number
  readonly parts: readonly LabelPart[]
}

export type PlacedLabels = ReadonlyMap<string, PlacedLabel>

export interface PlaceOptions {
  readonly obstacles: readonly Obstacle[]
  /** Labels stand inside it. */
  readonly within?: Box
  /** What the labels had the last time: it is tried first, so that they do not jump about while numbers change. */
  readonly before?: PlacedLabels
}

/**
 * Puts labels where they touch neither each other nor an obstacle, and leaves out those for which there is no such
 * place. The same wishes in another order give the same answer.
 */
export function placeLabels(wishes: readonly LabelWish[], options: PlaceOptions): PlacedLabels {
  const { obstacles, within, before } = options
  const placed = new Map<string, PlacedLabel>()
  const taken = new BoxIndex(obstacles)
  for (const wish of inOrder(wishes)) {
    const isFree = ({ box }: LabelPart) =>
      (within === undefined || contains(within, box)) && !taken.touches(box, wish.id)
    const label = firstFree(wish, isFree, before?.get(wish.id)?.choice)
    if (label === undefined) continue
    placed.set(wish.id, label)
    for (const { box } of label.parts) taken.add(box)
  }
  return placed
}

export function boxesOf(placed: PlacedLabels): readonly Box[] {
  return [...placed.values()].flatMap(({ parts }) => parts.map(({ box }) => box))
}

function inOrder(wishes: readonly LabelWish[]): readonly LabelWish[] {
  return wishes.toSorted((a, b) => b.priority - a.priority || (a.id < b.id ? -1 : 1))
}

function firstFree(
  { choices }: LabelWish,
  isFree: (part: LabelPart) => boolean,
  last: number | undefined,
): PlacedLabel | undefined {
  const order = choices.map((_, i) => i)
  if (last !== undefined && last < order.length) order.unshift(last)
  for (const choice of order) {
    const parts = choices[choice]
    if (parts?.every(isFree)) return { choice, parts }
  }
  return undefined
}
