import { useClock, useSession } from "../state/context.ts"
import { SPEEDS, speedAt, speedIndex, speedText, spokenSpeed } from "./speed-scale.ts"

/** Simulated seconds a second, on a logarithmic scale. */
export function SpeedSlider() {
  const { clock } = useSession()
  const { speed, isLive } = useClock()
  return (
    <label className="speed" title="Speed: simulated seconds a second (− and +)">
      <input
        type="range"
        data-testid="speed"
        aria-label="Speed"
        aria-valuetext={spokenSpeed(speed)}
        min={0}
        max={SPEEDS.length - 1}
        step={1}
        value={speedIndex(speed)}
        onChange={(event) => clock.setSpeed(speedAt(Number(event.target.value)))}
      />
      <output>{isLive ? "live" : speedText(speed)}</output>
    </label>
  )
}
