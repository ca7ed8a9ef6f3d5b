import { useRef } from "react"
import { useSession } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import { Hover } from "./hover.tsx"
import { LaneNames } from "./lane-names.tsx"
import { lanesFor } from "./lanes.ts"
import { Marks } from "./marks.tsx"
import { Playhead } from "./playhead.tsx"
import { RegionBar } from "./region-bar.tsx"
import { Slider } from "./slider.tsx"
import "./timeline.css"
import { TimelineCanvas } from "./timeline-canvas.tsx"
import { useElementSize } from "./use-element-size.ts"
import { useTimelineData } from "./use-timeline-data.ts"
import { useWindow } from "./use-window.ts"

/** What happened when, over the whole run or a part of it, and the instant that is shown. */
export function Timeline() {
  const session = useSession()
  const plot = useRef<HTMLDivElement>(null)
  const size = useElementSize(plot)
  const window = useWindow(session)
  const data = useTimelineData(window, Math.round(size.width))
  const hasRun = usePage(({ branches }) => branches.length > 0)
  const lanes = lanesFor(size.height, data?.ribbons.queues.length ?? 0, size.textPx)
  return (
    <div className="timeline" data-testid="timeline-tracks">
      <div className="timeline-head" aria-hidden="true" />
      <Marks window={window} width={size.width} />
      <LaneNames lanes={lanes} data={data} />
      <div className="timeline-plot" ref={plot}>
        <div aria-hidden="true">
          <TimelineCanvas size={size} window={window} lanes={lanes} data={data} />
        </div>
        {hasRun && window !== null ? (
          <>
            <RegionBar window={window} width={size.width} />
            <Slider window={window} />
            <Playhead window={window} width={size.width} />
            <Hover plot={plot} window={window} width={size.width} data={data} />
          </>
        ) : null}
      </div>
    </div>
  )
}
