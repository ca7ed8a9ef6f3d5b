import { useState } from "react"
import { instantText } from "../../words/time.ts"
import { frameOf, pictureSvg } from "../picture/picture-svg.ts"
import { sketchAt } from "./animation.ts"
import { download } from "./download.ts"
import type { ExportProps } from "./export-part.tsx"
import { Failure } from "./failure.tsx"
import { fileName } from "./file-name.ts"
import { Painter } from "./painter.ts"
import { sketchPicture } from "./sketch-picture.ts"
import { useTask } from "./use-task.ts"

const SCALES = [1, 2, 3]

/** The instant as a drawing or as pixels. */
export function PictureExport({ shown, tNs }: ExportProps) {
  const [scale, setScale] = useState(2)
  const task = useTask()
  const { name: scenario, seed } = shown.topology.scenario
  const named = (ending: string) => fileName({ scenario, seed, timesNs: [tNs] }, ending)
  const draw = async () => {
    const sketch = await sketchAt(shown, tNs)
    const picture = sketchPicture(sketch, shown.topology)
    return { svg: pictureSvg(picture, sketch.scene.palette), frame: frameOf(picture) }
  }
  const saveSvg = async () => {
    const { svg } = await draw()
    download(new Blob([svg], { type: "image/svg+xml" }), named("svg"))
  }
  const savePng = async () => {
    const { svg, frame } = await draw()
    const painter = new Painter(frame, scale)
    await painter.paint(svg)
    download(await painter.png(), named("png"))
  }
  return (
    <fieldset className="export-group">
      <legend>Picture at {instantText(tNs)}</legend>
      <div className="export-row">
        <button
          type="button"
          className="button is-lined"
          data-testid="export-svg"
          disabled={task.isBusy}
          onClick={() => task.begin(saveSvg)}
        >
          Save SVG
        </button>
        <button
          type="button"
          className="button is-lined"
          data-testid="export-png"
          disabled={task.isBusy}
          onClick={() => task.begin(savePng)}
        >
          Save PNG
        </button>
        <label>
          <span>Size of the PNG</span>
          <select className="field" value={scale} onChange={({ target }) => setScale(Number(target.value))}>
            {SCALES.map((one) => (
              <option key={one} value={one}>
                {`×${one}`}
              </option>
            ))}
          </select>
        </label>
      </div>
      <Failure text={task.failure} />
    </fieldset>
  )
}
