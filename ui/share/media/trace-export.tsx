import { useState } from "react"
import type { TraceFormat, TraceRequest } from "../../protocol/view-api.ts"
import { usePage } from "../../state/page.ts"
import { instantText } from "../../words/time.ts"
import { download } from "./download.ts"
import type { ExportProps } from "./export-part.tsx"
import { Failure } from "./failure.tsx"
import { fileName } from "./file-name.ts"
import { useTask } from "./use-task.ts"

/** The record for other tools: of the time that the timeline shows, or of the request that is selected. */
export function TraceExport({ shown, tNs }: ExportProps) {
  const selection = usePage((state) => state.selection)
  const window = usePage((state) => state.shown)
  const recordedNs = usePage(({ extent }) => extent?.toNs ?? 0)
  const root = selection.kind === "request" ? selection.root : null
  const [wantsOne, setWantsOne] = useState(root !== null)
  const task = useTask()
  const isOne = wantsOne && root !== null
  const time = window ?? { fromNs: 0, toNs: recordedNs }
  const save = async (format: TraceFormat) => {
    const of: TraceRequest["of"] = isOne ? { root } : time
    const file = await shown.view.trace({ branch: shown.branch, format, of })
    const { name: scenario, seed } = shown.topology.scenario
    const timesNs = isOne ? [tNs] : [time.fromNs, time.toNs]
    download(file, fileName({ scenario, seed, timesNs }, `${format}.json`))
  }
  const button = (format: TraceFormat, text: string) => (
    <button
      type="button"
      className="button is-lined"
      data-testid={`export-${format}`}
      disabled={task.isBusy}
      onClick={() => task.begin(() => save(format))}
    >
      {text}
    </button>
  )
  return (
    <fieldset className="export-group">
      <legend>Trace</legend>
      <div className="export-row">
        {button("perfetto", "Save for Perfetto")}
        {button("otlp", "Save OTLP")}
        <label>
          <span>Of</span>
          <select
            className="field"
            value={isOne ? "one" : "all"}
            onChange={({ target }) => setWantsOne(target.value === "one")}
          >
            <option value="all">{`every request from ${instantText(time.fromNs)} to ${instantText(time.toNs)}`}</option>
            <option value="one" disabled={root === null}>
              {root === null ? "the selected request: none is selected" : `the selected request, ${root}`}
            </option>
          </select>
        </label>
      </div>
      <p className="export-note">{task.isBusy ? "Writing the trace" : "JSON, each call with what it waited for."}</p>
      <Failure text={task.failure} />
    </fieldset>
  )
}
