import { useRef } from "react"
import { goTo } from "../controls/steps.ts"
import { useSession } from "../state/context.ts"
import { type ShownTime, usePage } from "../state/page.ts"
import { durationText, instantText } from "../words/time.ts"
import { type PlacedMark, placeMarks, textOf } from "./place-marks.ts"

const NO_MARKS: readonly never[] = []

/** Faults and breaches above the lanes, each a button that goes to its beginning. */
export function Marks({ window, width }: { readonly window: ShownTime | null; readonly width: number }) {
  const list = useRef<HTMLUListElement>(null)
  const marks = usePage(({ extent }) => extent?.marks ?? NO_MARKS)
  const placed = window === null ? [] : placeMarks(marks, window, width, measurer(list.current))
  return (
    <ul className="timeline-marks" ref={list} aria-label="Faults and breaches">
      {placed.map((mark) => (
        <li key={mark.id} style={{ transform: `translateX(${mark.x}px)` }}>
          <MarkButton placed={mark} />
        </li>
      ))}
    </ul>
  )
}

function MarkButton({ placed }: { readonly placed: PlacedMark }) {
  const session = useSession()
  const [first] = placed.marks
  if (first === undefined) return null
  const text = textOf(placed.marks)
  const names = placed.marks.slice(0, 6).map((mark) => {
    const lasts =
      Number.isFinite(mark.toNs) && mark.toNs > mark.fromNs ? ` for ${durationText(mark.toNs - mark.fromNs)}` : ""
    return `${mark.kind === "fault" ? "Fault" : "Breach"}: ${mark.label}, at ${instantText(mark.fromNs)}${lasts}`
  })
  return (
    <button
      type="button"
      className={`timeline-mark is-${placed.kind}${placed.label?.side === "left" ? " is-left" : ""}`}
      title={names.join("\n")}
      aria-label={`${text}: go to ${instantText(first.fromNs)}`}
      onClick={() => goTo(session, first.fromNs)}
    >
      <svg viewBox="0 0 12 12" aria-hidden="true">
        <path d={placed.kind === "fault" ? "M1 1h10L6 11z" : "M6 0.5 11.5 6 6 11.5 0.5 6z"} />
      </svg>
      {placed.label === null ? null : (
        <span className="timeline-mark-label" style={{ maxWidth: placed.label.width }}>
          {text}
        </span>
      )}
    </button>
  )
}

/** Between glyph and label, and at the label's end, in CSS pixels. */
const LABEL_GAP = 8

const canvas = typeof document === "undefined" ? null : document.createElement("canvas").getContext("2d")

/** How wide a text is in the font of the element. */
function measurer(element: Element | null): (text: string) => number {
  if (canvas !== null && element !== null) {
    const { fontSize, fontFamily } = getComputedStyle(element)
    canvas.font = `${fontSize} ${fontFamily}`
  }
  return (text) => (canvas?.measureText(text).width ?? 0) + LABEL_GAP
}
