import { notify } from "../../controls/notice.ts"
import type { MeasureName, SubjectName } from "../../protocol/questions.ts"
import { useSession } from "../../state/context.ts"
import { usePage } from "../../state/page.ts"
import { ask } from "../../threads/ask.ts"
import { compactText } from "../../words/numbers.ts"
import { durationText, instantText } from "../../words/time.ts"
import { useAnswer } from "../lib/use-answer.ts"
import { useShownWindow } from "../lib/window.ts"
import { type ChartCell, cellsAt } from "./chart-cells.ts"
import { Playhead } from "./playhead.tsx"
import { levelPath } from "./track-path.ts"

/** Columns asked for (chosen: the inspector's width in CSS pixels). */
const COLUMNS = 320
const HEIGHT = 48

interface TrackChartProps {
  readonly subject: SubjectName
  readonly measure: MeasureName
  readonly title: string
  /** A level that means something: the number of slots. */
  readonly limit?: number | null
  readonly of?: number
}

/** A measure over the shown time: its mean as a line in the band from its least to its most. */
export function TrackChart({ subject, measure, title, limit = null, of }: TrackChartProps) {
  const session = useSession()
  const shown = usePage((state) => state.branch)
  const branch = of ?? shown
  const window = useShownWindow()
  const asks = window === null ? null : { subject, measure, window, columns: COLUMNS }
  const track = useAnswer("track", asks, of)
  if (window === null || track === undefined) return <figure className="chart is-waiting" aria-label={title} />
  const open = async (cells: readonly ChartCell[]) => {
    for (const { choice, ...cell } of cells) {
      const exemplar = await ask(session.view, "exemplar", branch, { subject, ...cell, choice })
      if (exemplar === null) continue
      session.showRequest(exemplar.root, exemplar.endNs - exemplar.latencyNs, exemplar.endNs)
      return
    }
    notify("No request ended there.")
  }
  const { band, line, top } = levelPath(track, HEIGHT, limit)
  const unit = measure === "latency" ? durationText : compactText
  return (
    <figure className="chart">
      <figcaption>
        {title} <span className="muted">up to {unit(top)}</span>
      </figcaption>
      <button
        type="button"
        className="chart-plot"
        aria-label={`${title} from ${instantText(window.fromNs)} to ${instantText(window.toNs)}, up to ${unit(top)}. Opens the slowest request of it.`}
        title="Click a point for the request that made it"
        onClick={(event) => void open(cellsAt(event, { window, top, columns: COLUMNS, measure }))}
      >
        <svg viewBox={`0 0 ${COLUMNS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">
          <path className="chart-band" d={band} />
          <path className="chart-line" d={line} />
          {limit !== null && limit <= top && (
            <line
              className="chart-limit"
              x1={0}
              x2={COLUMNS}
              y1={HEIGHT * (1 - limit / top)}
              y2={HEIGHT * (1 - limit / top)}
            />
          )}
        </svg>
        <Playhead window={window} />
      </button>
    </figure>
  )
}
