import { Icon } from "../app/icons.tsx"
import { useClock, useSession } from "../state/context.ts"
import { type ShownTime, usePage } from "../state/page.ts"
import { durationText } from "../words/time.ts"
import { useRegion } from "./region.ts"
import { xOf } from "./scale.ts"

interface RegionBarProps {
  readonly window: ShownTime
  readonly width: number
}

/** The loop, and the stretch of time that was selected with what can be done with it. */
export function RegionBar({ window, width }: RegionBarProps) {
  const { loop } = useClock()
  const region = useRegion((state) => state.region)
  return (
    <>
      {loop === null ? null : (
        <div className="timeline-loop" aria-hidden="true" style={placeOf(loop, window, width)}>
          <span>A</span>
          <span>B</span>
        </div>
      )}
      {region === null ? null : <Region region={region} window={window} width={width} />}
    </>
  )
}

function Region({ region, window, width }: RegionBarProps & { readonly region: ShownTime }) {
  const session = useSession()
  const close = () => useRegion.setState({ region: null })
  const { left, width: regionWidth } = placeOf(region, window, width)
  return (
    <>
      <div className="timeline-region" aria-hidden="true" style={{ left, width: regionWidth }} />
      <fieldset
        className="timeline-region-bar"
        data-testid="timeline-region"
        style={{ left: Math.max(0, Math.min(width - 232, left)) }}
      >
        <legend className="visually-hidden">Selected time</legend>
        <span className="timeline-region-length">{durationText(region.toNs - region.fromNs)}</span>
        <button
          type="button"
          className="button"
          onClick={() => {
            session.clock.setLoop(region)
            session.clock.seek(region.fromNs)
            close()
          }}
        >
          Loop
        </button>
        <button
          type="button"
          className="button"
          onClick={() => {
            usePage.setState({ shown: region })
            close()
          }}
        >
          Zoom in
        </button>
        <button
          type="button"
          className="button is-icon"
          aria-label="Select no time"
          title="Select no time"
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </fieldset>
    </>
  )
}

/** In CSS pixels, cut at the edges. */
function placeOf(time: ShownTime, window: ShownTime, width: number) {
  const left = Math.max(-2, Math.min(width, xOf(time.fromNs, window, width)))
  const right = Math.max(left, Math.min(width + 2, xOf(time.toNs, window, width)))
  return { left, width: right - left }
}
