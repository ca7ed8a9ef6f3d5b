import { useEffect, useMemo, useState } from "react"
import type { TimeRange } from "../../playback/questions/index.ts"
import type { BranchId } from "../../protocol/feed.ts"
import type { SubjectName } from "../../protocol/questions.ts"
import type { Difference, MeasureDifference } from "../../protocol/view-api.ts"
import { useSession } from "../../state/context.ts"
import { compactText, percentText } from "../../words/numbers.ts"
import { durationText, instantText } from "../../words/time.ts"
import { ASK_EVERY_MS, LatestAsker, pageMeans } from "../lib/latest-asker.ts"
import { useShownWindow } from "../lib/window.ts"
import { differencePath } from "./difference-path.ts"
import { Playhead } from "./playhead.tsx"

const COLUMNS = 160
const HEIGHT = 48

interface DifferenceChartsProps {
  readonly subject: SubjectName
  readonly shown: BranchId
  readonly other: BranchId
}

const MEASURES: readonly {
  readonly id: keyof MeasureDifference
  readonly title: string
  readonly text: (value: number) => string
}[] = [
  { id: "latencyNs", title: "Mean latency", text: durationText },
  { id: "failed", title: "Share that failed", text: percentText },
  { id: "perSecond", title: "Rate", text: (value) => `${compactText(value)} /s` },
  { id: "queued", title: "Waiting", text: compactText },
]

/** The shown branch less the other, over the shown time; above the middle it has more. */
export function DifferenceCharts({ subject, shown, other }: DifferenceChartsProps) {
  const window = useShownWindow()
  const found = useDifference({ subject, shown, other }, window)
  if (window === null || found === undefined) return null
  const measured = subject === null ? found.requests : found.components.find(({ name }) => name === subject)
  if (measured === undefined) return <p className="muted">Only one of the two branches has it.</p>
  return MEASURES.map(({ id, title, text }) => {
    const { line, most } = differencePath(measured[id], HEIGHT)
    return (
      <figure key={id} className="chart">
        <figcaption>
          {title}, difference <span className="muted">{most === 0 ? "none" : `up to ±${text(most)}`}</span>
        </figcaption>
        <div className="chart-plot">
          <svg
            viewBox={`0 0 ${COLUMNS} ${HEIGHT}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={`${title}, difference from ${instantText(window.fromNs)} to ${instantText(window.toNs)}: up to ${text(most)}`}
          >
            <line className="chart-grid" x1={0} x2={COLUMNS} y1={HEIGHT / 2} y2={HEIGHT / 2} />
            <path className="chart-line" d={line} />
          </svg>
          <Playhead window={window} />
        </div>
      </figure>
    )
  })
}

function useDifference(of: DifferenceChartsProps, window: TimeRange | null): Difference | undefined {
  const { view } = useSession()
  const { subject, shown, other } = of
  const [found, setFound] = useState<{ readonly key: string; readonly is: Difference }>()
  const asker = useMemo(() => {
    const put = (asked: TimeRange) => view.difference(other, shown, { ...asked, columns: COLUMNS }, subject)
    return new LatestAsker(put, pageMeans, ASK_EVERY_MS)
  }, [view, other, shown, subject])
  const key = `${shown} ${other} ${subject}`
  const [fromNs, toNs] = [window?.fromNs, window?.toNs]
  useEffect(() => {
    if (fromNs !== undefined && toNs !== undefined) asker.want({ fromNs, toNs }, (is) => setFound({ key, is }))
  }, [asker, key, fromNs, toNs])
  useEffect(() => () => asker.stop(), [asker])
  return found?.key === key ? found.is : undefined
}
