import { Dialog } from "./dialog.tsx"

/** Said of a link, or of a run inside the page, that nothing can be made of. */
export function BrokenLink({ problem, onClose }: { readonly problem: string; readonly onClose: () => void }) {
  return (
    <Dialog title="This cannot be opened" testId="broken-link" onClose={onClose}>
      <div className="dialog-content">
        <p>{`${problem.charAt(0).toUpperCase()}${problem.slice(1)}.`}</p>
        <p>It may have been cut short when it was sent. Ask for it again, or begin with the checkout.</p>
        <p className="stage-actions">
          <button type="button" className="button is-lined" onClick={onClose}>
            Open the checkout
          </button>
        </p>
      </div>
    </Dialog>
  )
}
