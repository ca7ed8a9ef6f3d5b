import { countText } from "../../words/numbers.ts"
import { OUTCOME_WORDS } from "../../words/outcomes.ts"

/** Calls by how they ended, the most first; outcomes that there were none of are left out. */
export function OutcomeList({ byOutcome }: { readonly byOutcome: Uint32Array }) {
  const counts = [...byOutcome].map((count, outcome) => ({ count, outcome })).filter(({ count }) => count > 0)
  if (counts.length === 0) return null
  return (
    <ul className="outcomes">
      {counts
        .sort((a, b) => b.count - a.count)
        .map(({ count, outcome }) => (
          <li key={outcome}>
            <span className={`outcome-mark is-${OUTCOME_WORDS[outcome]?.look ?? "open"}`} aria-hidden="true" />
            {OUTCOME_WORDS[outcome]?.name ?? "unknown"} <b>{countText(count)}</b>
          </li>
        ))}
    </ul>
  )
}
