import { Icon } from "../app/icons.tsx"
import { useSession } from "../state/context.ts"
import { type ShownTime, shownBranch, usePage } from "../state/page.ts"
import { xOf } from "../timeline/scale.ts"
import { instantText } from "../words/time.ts"
import { type BranchRow, branchRows } from "./branch-rows.ts"
import "./branches.css"
import { FirstDifference } from "./first-difference.tsx"

/**
 * The tree of branches, on the timeline's own axis: each a line from where it left its parent. Not there as long as
 * there is only one.
 */
export function Branches() {
  const branches = usePage((state) => state.branches)
  const shown = usePage((state) => state.shown)
  const durationNs = usePage((state) => shownBranch(state)?.topology.scenario.durationNs)
  const other = usePage((state) => state.other)
  if (branches.length < 2 || durationNs === undefined) return null
  const window = shown ?? { fromNs: 0, toNs: durationNs }
  return (
    <section className="branches" data-testid="branches" aria-label="Branches">
      <ul>
        {branchRows(branches).map((row) => (
          <BranchLine key={row.branch.id} row={row} window={window} />
        ))}
      </ul>
      {other === null ? null : <FirstDifference />}
    </section>
  )
}

function BranchLine({ row, window }: { readonly row: BranchRow; readonly window: ShownTime }) {
  const session = useSession()
  const { id, label, atNs, parent } = row.branch
  const isShown = usePage(({ branch }) => branch === id)
  const isOther = usePage(({ other }) => other === id)
  const share = Math.max(0, Math.min(100, xOf(atNs, window, 100)))
  const title = parent === null ? label : `${label}, left at ${instantText(atNs)}`
  return (
    <li className={isShown ? "is-shown" : isOther ? "is-other" : ""}>
      <span className="branch-actions">
        {isShown ? null : (
          <BranchButton
            icon="compare"
            name={`Compare with ${label}`}
            isPressed={isOther}
            onClick={() => session.compareWith(isOther ? null : id)}
          />
        )}
        {parent === null ? null : (
          <BranchButton icon="close" name={`Remove ${label}`} onClick={() => session.remove(id)} />
        )}
      </span>
      <span className="branch-line">
        <i aria-hidden="true" style={{ left: `${share}%` }} />
        <span className="branch-name" style={share > HALF ? { right: `${100 - share}%` } : { left: `${share}%` }}>
          <button
            type="button"
            className="button"
            aria-current={isShown ? "true" : undefined}
            title={`Show ${title}`}
            onClick={() => session.show(id)}
          >
            {label}
          </button>
        </span>
      </span>
    </li>
  )
}

/** A branch that leaves later than half of what is shown has its name before it. */
const HALF = 50

interface BranchButtonProps {
  readonly icon: "compare" | "close"
  readonly name: string
  readonly isPressed?: boolean
  readonly onClick: () => void
}

function BranchButton({ icon, name, isPressed, onClick }: BranchButtonProps) {
  return (
    <button
      type="button"
      className="button is-icon"
      aria-pressed={isPressed}
      aria-label={name}
      title={name}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  )
}
