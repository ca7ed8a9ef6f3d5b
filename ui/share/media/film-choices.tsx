import { SPEED_MAX, SPEED_MIN } from "../../state/clock.ts"
import type { AnimationFormat } from "./animation.ts"
import type { Region } from "./regions.ts"
import { webmType } from "./webm-file.ts"

/** How a film is made. */
export interface Film {
  /** Name of the region, empty for the first there is. */
  readonly region: string
  readonly format: AnimationFormat
  /** Simulated seconds in a second of the film. */
  readonly speed: number
  readonly framesPerSecond: number
}

/** A GIF counts in hundredths of a second: of these each frame takes a whole number. */
const FRAME_RATES = [10, 20, 25, 50]

interface FilmChoicesProps {
  readonly regions: readonly Region[]
  readonly film: Film
  readonly isBusy: boolean
  readonly onChange: (film: Film) => void
}

/** What can be chosen of a film, with the reason where something cannot. */
export function FilmChoices({ regions, film, isBusy, onChange }: FilmChoicesProps) {
  const hasWebm = webmType() !== undefined
  return (
    <div className="export-row">
      <label>
        <span>Time</span>
        <select
          className="field"
          disabled={isBusy}
          value={film.region}
          onChange={({ target }) => onChange({ ...film, region: target.value })}
        >
          {regions.map(({ name, label }) => (
            <option key={name} value={name}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <label>
        <span>As</span>
        <select
          className="field"
          data-testid="export-format"
          disabled={isBusy}
          value={film.format}
          onChange={({ target }) => onChange({ ...film, format: target.value === "webm" ? "webm" : "gif" })}
        >
          <option value="webm" disabled={!hasWebm}>
            {hasWebm ? "WebM video" : "WebM video: this browser records none"}
          </option>
          <option value="gif">GIF</option>
        </select>
      </label>
      <label>
        <span>Speed ×</span>
        <input
          className="field"
          data-testid="export-speed"
          type="number"
          min={SPEED_MIN}
          max={SPEED_MAX}
          step="any"
          disabled={isBusy}
          value={film.speed}
          onChange={({ target }) => onChange({ ...film, speed: Number(target.value) })}
        />
      </label>
      <label>
        <span>Frames a second</span>
        <select
          className="field"
          data-testid="export-rate"
          disabled={isBusy}
          value={film.framesPerSecond}
          onChange={({ target }) => onChange({ ...film, framesPerSecond: Number(target.value) })}
        >
          {FRAME_RATES.map((rate) => (
            <option key={rate} value={rate}>
              {rate}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
