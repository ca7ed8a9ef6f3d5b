import { type Box, overlaps } from "../geometry/box.ts"

/** Boxes that only touch differ by rounding, in CSS pixels. */
const ROUNDING = 0.5

/** Labels in a document that lie over each other, as pairs of texts. For tests in a browser: all `[data-label]` elements. */
export function overlappingLabels(root: ParentNode): readonly (readonly [a: string, b: string])[] {
  const labels = [...root.querySelectorAll("[data-label]")].map((element) => ({
    text: element.textContent ?? "",
    box: shrunk(element.getBoundingClientRect()),
  }))
  return labels.flatMap((a, i) =>
    labels.slice(i + 1).flatMap((b) => (overlaps(a.box, b.box) ? [[a.text, b.text] as const] : [])),
  )
}

function shrunk({ x, y, width, height }: Box): Box {
  return { x: x + ROUNDING, y: y + ROUNDING, width: width - 2 * ROUNDING, height: height - 2 * ROUNDING }
}
