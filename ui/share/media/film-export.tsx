import { useId, useState } from "react"
import { useSession } from "../../state/context.ts"
import { usePage } from "../../state/page.ts"
import { countedText } from "../../words/numbers.ts"
import { durationText, instantText } from "../../words/time.ts"
import { frameTimes } from "../region/frame-times.ts"
import { type AnimationFormat, animate } from "./animation.ts"
import { download } from "./download.ts"
import type { ExportProps } from "./export-part.tsx"
import { Failure } from "./failure.tsx"
import { fileName } from "./file-name.ts"
import { FilmChoices } from "./film-choices.tsx"
import { regionsOf } from "./regions.ts"
import { useTask } from "./use-task.ts"
import { webmType } from "./webm-file.ts"

/** A stretch of time as a film. */
export function FilmExport({ shown, tNs }: ExportProps) {
  const { clock } = useSession()
  const window = usePage((state) => state.shown)
  const { loop, endNs } = clock.state
  const [film, setFilm] = useState({ region: "", format: firstFormat(), speed: clock.state.speed, framesPerSecond: 20 })
  const [done, setDone] = useState(0)
  const task = useTask()
  const describes = useId()
  const { format, framesPerSecond, speed } = film
  const regions = regionsOf({ loop, shown: window, tNs, endNs, speed })
  const region = regions.find(({ name }) => name === film.region) ?? regions[0]
  if (region === undefined) return null
  const { fromNs, toNs } = region
  const times = frameTimes(fromNs, toNs, speed, framesPerSecond)
  const timesNs = "value" in times ? times.value : []
  const frames = timesNs.length
  const make = async (signal: AbortSignal) => {
    setDone(0)
    const { name: scenario, seed } = shown.topology.scenario
    const file = await animate(shown, { format, timesNs, framesPerSecond }, { signal, onFrame: setDone })
    if (file !== null) download(file, fileName({ scenario, seed, timesNs: [fromNs, toNs] }, format))
  }
  return (
    <fieldset className="export-group">
      <legend>
        Film from {instantText(fromNs)} to {instantText(toNs)}
      </legend>
      <FilmChoices regions={regions} film={{ ...film, region: region.name }} isBusy={task.isBusy} onChange={setFilm} />
      <p className="export-note" id={describes} data-testid="export-estimate">
        {"value" in times
          ? `${countedText(frames, "frame")}, ${durationText((frames / framesPerSecond) * 1e9)} long.`
          : `${sentence(times.mistakes[0].message)}.`}
      </p>
      <div className="export-row">
        {task.isBusy ? (
          <>
            <progress max={frames} value={done} aria-label="Frames drawn" />
            <span className="export-count">{`${done} of ${frames}`}</span>
            <button type="button" className="button is-lined" onClick={task.cancel}>
              Cancel
            </button>
          </>
        ) : (
          <button
            type="button"
            className="button is-lined"
            data-testid="export-film"
            aria-describedby={describes}
            disabled={frames === 0}
            onClick={() => task.begin(make)}
          >
            Make and save the film
          </button>
        )}
      </div>
      <Failure text={task.failure} />
    </fieldset>
  )
}

function firstFormat(): AnimationFormat {
  return webmType() === undefined ? "gif" : "webm"
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
