import { useState } from "react"
import type { LatencyDistribution, TimeRange } from "../../playback/questions/index.ts"
import type { SubjectName } from "../../protocol/questions.ts"
import { durationText } from "../../words/time.ts"
import { useAnswer } from "../lib/use-answer.ts"
import { cdfPath, decadesOf, tailPath } from "./distribution-path.ts"

const WIDTH = 320
const HEIGHT = 120

/** The share of calls that took no longer, or the share that took longer with both axes logarithmic, which shows the tail. */
export function DistributionChart({ subject, window }: { readonly subject: SubjectName; readonly window: TimeRange }) {
  const [isTail, setIsTail] = useState(false)
  const found = useAnswer("distribution", { subject, window })
  if (found === undefined || found.calls === 0) return null
  const path = isTail ? tailPath(found, WIDTH, HEIGHT) : cdfPath(found, WIDTH, HEIGHT)
  const title = isTail ? "Share that took longer (both axes logarithmic)" : "Share that took no longer"
  return (
    <figure className="chart">
      <figcaption className="row">
        {title}
        <button type="button" className="button is-lined" aria-pressed={isTail} onClick={() => setIsTail(!isTail)}>
          Tail
        </button>
      </figcaption>
      <div className="chart-plot">
        <svg
          viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
          preserveAspectRatio="none"
          role="img"
          aria-label={`${title}: ${spoken(found)}`}
        >
          {decadesOf(found, WIDTH).map(({ ns, x }) => (
            <line key={ns} className="chart-grid" x1={x} x2={x} y1={0} y2={HEIGHT} />
          ))}
          <path className="chart-line" d={path} />
        </svg>
      </div>
      <p className="axis">
        <span>{durationText(found.leastNs ?? 0)}</span>
        <span>{durationText(found.mostNs ?? 0)}</span>
      </p>
    </figure>
  )
}

function spoken({ leastNs, meanNs, mostNs }: LatencyDistribution): string {
  return `least ${durationText(leastNs ?? 0)}, mean ${durationText(meanNs ?? 0)}, most ${durationText(mostNs ?? 0)}`
}
