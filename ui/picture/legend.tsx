import { useSyncExternalStore } from "react"
import { type FrameNotes, sampleText } from "./state/frame-notes.ts"

/** How the view's worker draws calls (ui/view-worker/draw/outcomes.ts): shape and colour of each. */
const ENTRIES: readonly (readonly [shape: string, token: string, text: string])[] = [
  ["M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9Z", "ok", "ok"],
  ["M6 1L11 6L6 11L1 6Z", "error", "failed"],
  ["M6 1L11 6L6 11L1 6Z", "late", "too late"],
  ["M2 2L10 10M10 2L2 10", "refused", "refused"],
  ["M2 2L10 10M10 2L2 10", "lost", "lost"],
  ["M6 1.5L11 10.5H1Z", "ok", "retry"],
]

export interface LegendProps {
  readonly notes: FrameNotes
}

/** What the shapes and colours of calls mean, and how many of them are drawn. */
export function Legend({ notes }: LegendProps) {
  const sample = sampleText(useSyncExternalStore(notes.subscribe, notes.read))
  return (
    <div className="picture-legend">
      <ul>
        {ENTRIES.map(([shape, token, text]) => (
          <li key={text}>
            <svg viewBox="0 0 12 12" className={`picture-mark is-${token}`} aria-hidden="true">
              <path d={shape} className={shape.includes("Z") ? "is-solid" : "is-open"} />
            </svg>
            {text}
          </li>
        ))}
      </ul>
      {sample === "" ? null : (
        <p
          className="picture-sample"
          title="A sample of the calls under way is drawn, with every outcome in proportion."
        >
          {sample}
        </p>
      )}
    </div>
  )
}
