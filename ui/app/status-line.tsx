import { useNotice } from "../controls/notice.ts"
import type { Progress } from "../protocol/engine-api.ts"
import { useMadeFrom } from "../share/open-embedded.ts"
import { usePage } from "../state/page.ts"
import { bytesText, countText, percentText } from "../words/numbers.ts"
import { instantText } from "../words/time.ts"

/** Plain facts of the run along the lower edge, and what was just done. */
export function StatusLine() {
  const progress = usePage((state) => state.progress)
  const bytes = usePage(({ extent }) => extent?.bytes ?? 0)
  const notice = useNotice(({ text }) => text)
  const madeFrom = useMadeFrom(({ text }) => text)
  return (
    <footer className="status" data-testid="status">
      {progress === null ? null : <Facts progress={progress} bytes={bytes} />}
      <p className="status-notice" role="status" aria-live="polite">
        {notice === "" ? madeFrom : notice}
      </p>
    </footer>
  )
}

function Facts({ progress, bytes }: { readonly progress: Progress; readonly bytes: number }) {
  const { events, digest, sampleShare, recordBytes } = progress
  return (
    <dl>
      <div>
        <dt>Events</dt>
        <dd data-testid="status-events">{countText(events)}</dd>
      </div>
      <div title="A digest of every event in order: the same scenario, seed and version give the same one, here and on the command line.">
        <dt>Digest</dt>
        <dd>
          <code data-testid="status-digest">{digest}</code>
        </dd>
      </div>
      <div>
        <dt>Recorded</dt>
        <dd>{sampleShare >= 1 ? "every request" : `${percentText(sampleShare)} of requests`}</dd>
      </div>
      <div title="Memory of the record and of what is made from it to play it.">
        <dt>Memory</dt>
        <dd>{bytesText(recordBytes + bytes)}</dd>
      </div>
    </dl>
  )
}

/** Over the picture when memory was used up: what can be played, and until when. */
export function TooBig() {
  const fullAtNs = usePage(({ progress }) => progress?.fullAtNs ?? null)
  const recordBytes = usePage(({ progress }) => progress?.recordBytes ?? 0)
  if (fullAtNs === null) return null
  return (
    <p className="too-big" data-testid="too-big" role="status">
      <b>{`Recorded until ${instantText(fullAtNs)}.`}</b> The record has used up its {bytesText(recordBytes)}. The run
      goes on to its end and its report is whole, but nothing later can be played. A shorter run or less load fits.
    </p>
  )
}
