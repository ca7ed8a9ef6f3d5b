import type { SubjectName } from "../../protocol/questions.ts"
import { countText, percentText } from "../../words/numbers.ts"
import { durationText, instantText } from "../../words/time.ts"
import type { HeatBox } from "../charts/heatmap.tsx"
import { useAnswer } from "./use-answer.ts"

interface CauseListProps {
  readonly subject: SubjectName
  readonly box: HeatBox
  readonly onClose: () => void
}

/** What the calls in a box have in common and the others of the same time have not, as the record knows it. */
export function CauseList({ subject, box, onClose }: CauseListProps) {
  const found = useAnswer("causes", { subject, ...box })
  const { window, latency } = box
  const upTo = latency.toNs < Number.MAX_SAFE_INTEGER ? ` to ${durationText(latency.toNs)}` : " and more"
  return (
    <section className="causes" aria-label="What the calls in the box share">
      <h3>
        {durationText(latency.fromNs)}
        {upTo}, {instantText(window.fromNs)} to {instantText(window.toNs)}
        <button type="button" className="button is-icon" aria-label="Close" title="Close" onClick={onClose}>
          ×
        </button>
      </h3>
      {found === undefined ? (
        <p className="muted">Comparing…</p>
      ) : (
        <>
          <p className="muted">
            {countText(found.inside)} calls inside, {countText(found.outside)} of the same time outside
          </p>
          {found.causes.length === 0 && <p>Nothing that the record knows tells them apart.</p>}
          <ol>
            {found.causes.map(({ text, kind, insideShare, outsideShare }) => (
              <li key={`${kind} ${text}`}>
                <span>{text}</span>
                <span className="muted">
                  <b>{percentText(insideShare)}</b> inside, {percentText(outsideShare)} outside
                </span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  )
}
