import type { Waterfall, WaterfallRow } from "../../playback/questions/index.ts"
import { useSession } from "../../state/context.ts"
import { OUTCOME_WORDS } from "../../words/outcomes.ts"
import { durationText } from "../../words/time.ts"
import { Playhead } from "./playhead.tsx"
import { stretchesOf } from "./waterfall-stretches.ts"

/** Calls drawn at most; more are said to be left out (chosen: a page of them takes 30 ms). */
const ROWS_MAX = 400

/** The calls of a request one below the other, on the time it took; what it waited for stands out. */
export function WaterfallChart({ waterfall }: { readonly waterfall: Waterfall }) {
  const { clock } = useSession()
  const { rows, startNs } = waterfall
  const endNs = Number.isFinite(waterfall.endNs) ? waterfall.endNs : Math.max(clock.state.endNs, startNs + 1)
  const window = { fromNs: startNs, toNs: Math.max(endNs, startNs + 1) }
  return (
    <div className="waterfall">
      <ol>
        {rows.slice(0, ROWS_MAX).map((row) => (
          <CallRow key={row.row} row={row} window={window} />
        ))}
      </ol>
      {rows.length > ROWS_MAX && <p className="muted">{rows.length - ROWS_MAX} more calls are not shown.</p>}
      <div className="waterfall-time">
        <Playhead window={window} />
      </div>
    </div>
  )
}

function CallRow({ row, window }: { readonly row: WaterfallRow; readonly window: { fromNs: number; toNs: number } }) {
  const { clock } = useSession()
  const took = Number.isFinite(row.endNs) ? durationText(row.endNs - row.startNs) : "not over"
  const look = OUTCOME_WORDS[row.outcomeNumber]?.look ?? "open"
  const attempt = row.attempt > 0 ? `, try ${row.attempt + 1}` : ""
  return (
    <li>
      <button
        type="button"
        className={`call depth-${Math.min(row.depth, 8)}`}
        title={`${row.operation} at ${row.callee}: ${row.outcome}${attempt}`}
        onClick={() => clock.seek(row.startNs)}
      >
        <span className={`outcome-mark is-${look}`} aria-hidden="true" />
        <span className="call-name">{row.callee}</span>
        <span className="muted">{took}</span>
        {row.outcome !== "ok" && <span className="visually-hidden">{row.outcome}</span>}
      </button>
      <svg className="call-bar" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
        {stretchesOf(row, window).map(({ kind, x, width, isCritical }) => (
          <rect
            key={`${kind} ${x}`}
            className={`split-${kind}${isCritical ? " is-critical" : ""}`}
            x={x}
            width={width}
            y={isCritical ? 0 : 3}
            height={isCritical ? 10 : 4}
          />
        ))}
      </svg>
    </li>
  )
}
