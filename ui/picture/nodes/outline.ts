import type { Layer } from "../../../components/kit/contract.ts"

/** How deep corners are cut, in the picture's coordinates. */
const CUT = 9
const LENS = 5

/** The outline of a node, one for each layer, as the `d` of an SVG path over a box of that size. */
export function outlineOf(layer: Layer, width: number, height: number): string {
  return OUTLINES[layer](width, height)
}

type Outline = (width: number, height: number) => string

const OUTLINES: Readonly<Record<Layer, Outline>> = {
  client: (w, h) => roundedBox(w, h, 16),
  // A shield: its foot is drawn in.
  edge: (w, h) => polygon([0, 0], [w, 0], [w, h - CUT], [w - CUT, h], [CUT, h], [0, h - CUT]),
  // A signpost: it points onwards.
  gateway: (w, h) => polygon([0, 0], [w - CUT, 0], [w, CUT], [w, h - CUT], [w - CUT, h], [0, h]),
  network: (w, h) =>
    polygon([CUT, 0], [w - CUT, 0], [w, CUT], [w, h - CUT], [w - CUT, h], [CUT, h], [0, h - CUT], [0, CUT]),
  service: (w, h) => roundedBox(w, h, 3),
  // A drum.
  data: (w, h) => `M0 ${LENS}A${w / 2} ${LENS} 0 0 1 ${w} ${LENS}V${h - LENS}A${w / 2} ${LENS} 0 0 1 0 ${h - LENS}Z`,
}

function polygon(...corners: readonly (readonly [x: number, y: number])[]): string {
  return `M${corners.map(([x, y]) => `${x} ${y}`).join("L")}Z`
}

function roundedBox(w: number, h: number, r: number): string {
  const arc = `a${r} ${r} 0 0 1 `
  return `M${r} 0H${w - r}${arc}${r} ${r}V${h - r}${arc}${-r} ${r}H${r}${arc}${-r} ${-r}V${r}${arc}${r} ${-r}Z`
}
