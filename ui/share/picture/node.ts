import type { Palette } from "../../protocol/scene.ts"
import { countedText } from "../../words/numbers.ts"
import type { PictureNode } from "./picture.ts"
import { colourText, element, textElement, titleElement } from "./xml.ts"

/** In pixels, chosen: a grid of 4, text as in the page. */
const PADDING = 8
const LABEL_SIZE = 12
const SMALL_SIZE = 10
/** Width of a letter, of the size of its text, in the middle of what systems' fonts have. */
const LETTER = 0.58
const BAR_HEIGHT = 4
const TICK_WIDTH = 3
const TICK_STEP = 4
const TICK_HEIGHT = 8
const DOT_STEP = 6
const DOTS_MAX = 8

/** "pay (Service): 3 waiting, 16 of 16 slots busy, 2 replicas, 21 under way" */
export function nodeSentence({ label, family, queue, busy, slots, replicas, inFlight }: PictureNode): string {
  const work = slots === null ? `${busy} worked on` : `${busy} of ${slots} slots busy`
  const parts = [`${queue} waiting`, work, ...(replicas > 1 ? [`${replicas} replicas`] : []), `${inFlight} under way`]
  return `${label} (${family}): ${parts.join(", ")}`
}

/**
 * A box with its name and kind, the calls under way to it, a dot for each replica, a tick for each request that waits, and
 * a bar for the slots that are busy.
 */
export function nodeElement(node: PictureNode, palette: Palette): string {
  const { x, y, width, height } = node
  const box = { x, y, width, height, rx: 6, fill: colourText(palette.surface), stroke: colourText(palette.ink) }
  return element(
    "g",
    { "data-node": node.id },
    titleElement(nodeSentence(node)) +
      element("rect", box) +
      names(node, palette) +
      replicas(node, palette) +
      queue(node, palette) +
      utilisation(node, palette),
  )
}

function names(node: PictureNode, palette: Palette): string {
  const { x, y, width, label, family, inFlight } = node
  const inner = width - 2 * PADDING
  const dots = node.replicas > 1 ? DOT_STEP * Math.min(DOTS_MAX, node.replicas) + PADDING : 0
  const calls = inFlight > 0 ? countedText(inFlight, "call") : ""
  const aside = calls === "" ? 0 : calls.length * SMALL_SIZE * LETTER + PADDING
  const large = { x: x + PADDING, y: y + PADDING + LABEL_SIZE - 2, "font-size": LABEL_SIZE, "font-weight": 600 }
  const small = { x: x + PADDING, y: large.y + SMALL_SIZE + 4, "font-size": SMALL_SIZE, opacity: 0.8 }
  const fill = colourText(palette.ink)
  return (
    textElement({ ...large, fill }, fitted(label, inner - dots, LABEL_SIZE)) +
    textElement({ ...small, fill }, fitted(family, inner - aside, SMALL_SIZE)) +
    (calls === "" ? "" : textElement({ ...small, fill, x: x + width - PADDING, "text-anchor": "end" }, calls))
  )
}

/** As many letters as there is room for. */
function fitted(text: string, width: number, size: number): string {
  const letters = [...text]
  const room = Math.max(1, Math.floor(width / (size * LETTER)))
  return letters.length <= room ? text : `${letters.slice(0, room - 1).join("")}…`
}

/** Dots at the upper right; their number where they are many; nothing for one. */
function replicas({ x, y, width, replicas: count }: PictureNode, palette: Palette): string {
  if (count <= 1) return ""
  const right = x + width - PADDING
  const fill = colourText(palette.ink)
  if (count > DOTS_MAX) {
    const at = { x: right, y: y + PADDING + SMALL_SIZE - 2, "text-anchor": "end", "font-size": SMALL_SIZE, fill }
    return textElement(at, `×${count}`)
  }
  const dots = Array.from({ length: count }, (_, i) =>
    element("circle", { cx: right - 2 - i * DOT_STEP, cy: y + PADDING + 4, r: 2, fill }),
  )
  return dots.join("")
}

/** How many requests each tick of a queue stands for, a power of ten, and how many ticks that makes. */
export function ticksOf(queue: number, room: number): { readonly each: number; readonly ticks: number } {
  let each = 1
  while (Math.ceil(queue / each) > Math.max(1, room)) each *= 10
  return { each, ticks: Math.ceil(queue / each) }
}

/** Ticks from the right, where the next to be worked on is. */
function queue({ x, y, width, height, queue: waiting }: PictureNode, palette: Palette): string {
  if (waiting <= 0) return ""
  const inner = width - 2 * PADDING
  // Room is kept for the sign that says what a tick stands for.
  const { each, ticks } = ticksOf(waiting, Math.floor((inner - 3 * SMALL_SIZE) / TICK_STEP))
  const top = y + height - PADDING - BAR_HEIGHT - 2 - TICK_HEIGHT
  const right = x + width - PADDING
  const fill = colourText(palette.queue)
  const marks = Array.from({ length: ticks }, (_, i) =>
    element("rect", { x: right - TICK_WIDTH - i * TICK_STEP, y: top, width: TICK_WIDTH, height: TICK_HEIGHT, fill }),
  )
  const sign = { x: x + PADDING, y: top + TICK_HEIGHT, "font-size": SMALL_SIZE, fill: colourText(palette.ink) }
  return marks.join("") + (each === 1 ? "" : textElement(sign, `×${each}`))
}

/** A bar as long as the share of slots that are busy; none where there is no limit. */
function utilisation({ x, y, width, height, busy, slots }: PictureNode, palette: Palette): string {
  if (slots === null || slots <= 0) return ""
  const bar = { x: x + PADDING, y: y + height - PADDING - BAR_HEIGHT, height: BAR_HEIGHT }
  const inner = width - 2 * PADDING
  const share = Math.min(1, Math.max(0, busy / slots))
  return (
    element("rect", { ...bar, width: inner, fill: colourText(palette.idle) }) +
    element("rect", { ...bar, width: inner * share, fill: colourText(palette.busy) })
  )
}
