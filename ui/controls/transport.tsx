import { useClock } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import { Clock } from "./clock-text.tsx"
import { CommandButton } from "./command-button.tsx"
import { SpeedSlider } from "./speed-slider.tsx"
import "./controls.css"

/** Playing, stepping, jumping, speed and the loop: a button each, on one line. */
export function Transport() {
  const { isPlaying, direction, isLive, loop } = useClock()
  const isZoomed = usePage(({ shown }) => shown !== null)
  const plays = isPlaying && direction === 1
  return (
    <div className="transport" role="toolbar" aria-label="Playing">
      <div className="transport-group is-wide-only">
        <CommandButton id="start" icon="start" />
        <CommandButton id="end" icon="end" />
      </div>
      <div className="transport-group transport-moves">
        <CommandButton id="previous-mark" icon="previousMark" />
        <CommandButton id="step-back" icon="stepBack" />
        <CommandButton id="reverse" icon="reverse" isPressed={isPlaying && direction === -1} />
        <span data-testid="transport-play" className="transport-play">
          <CommandButton id="play" name={plays ? "Pause" : "Play"} icon={plays ? "pause" : "play"} />
        </span>
        <CommandButton id="step" icon="step" />
        <CommandButton id="next-mark" icon="nextMark" />
      </div>
      <Clock />
      <SpeedSlider />
      <div className="transport-group">
        <CommandButton id="live" name="Live" isPressed={isLive}>
          Live
        </CommandButton>
      </div>
      <div className="transport-group is-wide-only">
        <CommandButton id="mark-a">A</CommandButton>
        <CommandButton id="mark-b">B</CommandButton>
        {loop === null ? null : <CommandButton id="loop-off">End loop</CommandButton>}
      </div>
      {isZoomed ? (
        <div className="transport-group">
          <CommandButton id="zoom-all" icon="zoomOut">
            Whole run
          </CommandButton>
        </div>
      ) : null}
    </div>
  )
}
