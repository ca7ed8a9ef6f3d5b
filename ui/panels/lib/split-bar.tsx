import { percentText } from "../../words/numbers.ts"

/** A part of a whole. */
export interface SplitPart {
  readonly id: string
  readonly label: string
  /** Definition, shown on hover and focus. */
  readonly means?: string
  readonly share: number
}

/** A bar divided by shares, and the same as a list of labels with numbers: nothing is told by colour alone. */
export function SplitBar({ parts, of }: { readonly parts: readonly SplitPart[]; readonly of: string }) {
  const shown = parts.filter(({ share }) => share > 0)
  return (
    <div className="split">
      <svg className="split-bar" viewBox="0 0 1000 12" preserveAspectRatio="none" role="img" aria-label={of}>
        {shown.map(({ id, share }, place) => (
          <rect
            key={id}
            className={`split-${id}`}
            x={1000 * shown.slice(0, place).reduce((sum, part) => sum + part.share, 0)}
            width={1000 * share}
            height={12}
          />
        ))}
      </svg>
      <ul className="split-list">
        {shown.map(({ id, label, means, share }) => (
          <li key={id} title={means}>
            <span className={`split-key split-${id}`} aria-hidden="true" />
            {label} <b>{percentText(share)}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}
