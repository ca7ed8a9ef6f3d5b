import { useSession } from "../../state/context.ts"
import { discardDraft, runDraft } from "../../state/draft-edits.ts"
import { countedText } from "../../words/numbers.ts"
import { focusPicture } from "../state/graph-editing.ts"
import { differencesText } from "./differences.ts"
import type { DraftPicture } from "./use-draft-picture.ts"

/** Over the picture of a draft: that nothing of it has run, and what it has that the run has not. */
export function DraftBanner({ draft: { differences, errors } }: { readonly draft: DraftPicture }) {
  const session = useSession()
  const text = differencesText(differences)
  return (
    <div className="picture-draft" data-testid="draft-banner">
      <p role="status" title={text}>
        <b>Draft: not run yet.</b>{" "}
        {errors > 0 ? `${countedText(errors, "error")} in the text: it is shown as it was before.` : text}
      </p>
      <button
        type="button"
        className="button is-lined"
        data-testid="draft-run"
        title="Run it as a branch of its own (Ctrl+Enter)"
        disabled={errors > 0}
        onClick={() => {
          focusPicture()
          void runDraft(session)
        }}
      >
        Run
      </button>
      <button
        type="button"
        className="button is-lined"
        data-testid="draft-discard"
        title="Back to the text that has run"
        onClick={() => {
          focusPicture()
          void discardDraft()
        }}
      >
        Discard
      </button>
    </div>
  )
}
