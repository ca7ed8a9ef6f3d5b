import { lazy, Suspense, useEffect, useState } from "react"
import { closeDialog } from "../controls/dialogs.ts"
import { notify } from "../controls/notice.ts"
import { writeHash } from "../share/link/hash.ts"
import { sharedStateOf } from "../share/page-link.ts"
import { useSession } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import { countText } from "../words/numbers.ts"
import { instantText } from "../words/time.ts"
import { Boundary } from "./boundary.tsx"
import { Dialog } from "./dialog.tsx"
import { Icon } from "./icons.tsx"

const ExportPart = lazy(async () => ({ default: (await import("../share/media/export-part.tsx")).ExportPart }))

/** A link to what is on the screen: the scenario, its seed and branches, the instant, the selection and the view. */
export function ShareDialog() {
  const session = useSession()
  const [link, setLink] = useState("")
  // What was on the screen when it was opened, though it plays on behind.
  const [tNs] = useState(session.clock.wantedNs)
  useEffect(() => {
    const state = sharedStateOf(usePage.getState(), tNs)
    if (state === null) return
    void writeHash(state).then((hash) => setLink(location.href.replace(/#.*$/, "") + hash))
  }, [tNs])
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(link)
      notify("The link is copied.")
    } catch {
      notify("The browser does not let this page copy. Select the link and copy it.")
    }
    closeDialog()
  }
  return (
    <Dialog title="Share" testId="share" onClose={closeDialog}>
      <div className="dialog-content share">
        <p>
          Whoever opens this link sees the same run at {instantText(tNs)}: it is simulated again from the same scenario,
          seed and interventions. Nothing is stored anywhere else.
        </p>
        <textarea
          className="field share-link"
          aria-label="Link"
          data-testid="share-link"
          readOnly
          rows={4}
          value={link}
        />
        <p className="share-actions">
          <button type="button" className="button is-lined" data-focus onClick={() => void copy()}>
            <Icon name="copy" /> Copy the link
          </button>
          <small>{countText(link.length)} characters</small>
        </p>
        <Boundary what="Export" resetKey="">
          <Suspense fallback={null}>
            <ExportPart tNs={tNs} />
          </Suspense>
        </Boundary>
      </div>
    </Dialog>
  )
}
