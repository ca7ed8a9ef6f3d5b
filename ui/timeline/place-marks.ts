import type { Mark } from "../protocol/feed.ts"
import type { ShownTime } from "../state/page.ts"
import { xOf } from "./scale.ts"

/** One or more marks that stand at one place of the timeline. */
export interface PlacedMark {
  readonly id: string
  readonly kind: Mark["kind"]
  /** Of the glyph's middle, in CSS pixels. */
  readonly x: number
  /** Beside the glyph, where there is room for a label. */
  readonly label: { readonly side: "left" | "right"; readonly width: number } | null
  readonly marks: readonly Mark[]
}

/** Room a glyph takes as a target (WCAG 2.5.8), and least room of a label that is worth reading, in CSS pixels. */
const GLYPH = 24
const LABEL_MIN = 56

/**
 * Marks that reach into the window, those too near to each other put together. A label stands right of its glyph if there
 * is room for it up to the next, else left of it where the label before has left room. `labelWidth` tells how wide a text
 * is.
 */
export function placeMarks(
  marks: readonly Mark[],
  window: ShownTime,
  width: number,
  labelWidth: (text: string) => number,
): readonly PlacedMark[] {
  const groups: { x: number; marks: Mark[] }[] = []
  for (const mark of [...marks].sort((a, b) => a.fromNs - b.fromNs || (a.id < b.id ? -1 : 1))) {
    if (mark.toNs < window.fromNs || mark.fromNs > window.toNs) continue
    // What began before the window and lasts stands at its edge.
    const x = Math.max(0, xOf(mark.fromNs, window, width))
    const last = groups.at(-1)
    if (last !== undefined && x - last.x < GLYPH) last.marks.push(mark)
    else groups.push({ x, marks: [mark] })
  }
  let takenTo = 0
  return groups.map(({ x, marks: together }, index) => {
    const next = groups[index + 1]?.x ?? width + GLYPH / 2
    const wanted = labelWidth(textOf(together))
    const label = labelFor(wanted, { right: next - x - GLYPH, left: x - GLYPH - takenTo })
    takenTo = label?.side === "right" ? x + GLYPH / 2 + label.width : x + GLYPH / 2
    const kind = together.some((mark) => mark.kind === "fault") ? "fault" : "breach"
    return { id: together[0]?.id ?? "", kind, x, label, marks: together }
  })
}

function labelFor(
  wanted: number,
  { left, right }: { readonly left: number; readonly right: number },
): PlacedMark["label"] {
  if (right >= wanted) return { side: "right", width: Math.floor(Math.min(right, wanted)) }
  if (left >= wanted) return { side: "left", width: Math.floor(wanted) }
  const side = left > right ? "left" : "right"
  const room = Math.floor(Math.max(left, right))
  return room >= LABEL_MIN ? { side, width: room } : null
}

/** "crash of ledger", "crash of ledger, 3 breaches", "2 faults, 1 breach" */
export function textOf(marks: readonly Mark[]): string {
  const faults = marks.filter(({ kind }) => kind === "fault")
  const breaches = marks.filter(({ kind }) => kind === "breach")
  return [namedOrCounted(faults, "faults"), namedOrCounted(breaches, "breaches")]
    .filter((part) => part !== "")
    .join(", ")
}

/** The label of one that is alone, or how many there are. */
function namedOrCounted(marks: readonly Mark[], many: string): string {
  const [first] = marks
  if (first === undefined) return ""
  return marks.length > 1 ? `${marks.length} ${many}` : first.label
}

/** The mark that is nearest to an instant and no further than `withinNs` from it. One that lasts is near all along. */
export function nearestMark(marks: readonly Mark[], tNs: number, withinNs: number): Mark | null {
  let nearest: Mark | null = null
  let nearestNs = withinNs
  for (const mark of marks) {
    const distanceNs = tNs < mark.fromNs ? mark.fromNs - tNs : Math.max(0, tNs - mark.toNs)
    if (distanceNs > nearestNs) continue
    nearest = mark
    nearestNs = distanceNs
  }
  return nearest
}
