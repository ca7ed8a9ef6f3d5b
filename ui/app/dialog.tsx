import { type ReactNode, useEffect, useRef } from "react"
import { Icon } from "./icons.tsx"
import "./dialog.css"

interface DialogProps {
  readonly title: string
  readonly testId: string
  /** How wide: "m" for a text, "l" for a gallery. */
  readonly size?: "m" | "l"
  readonly onClose: () => void
  readonly children: ReactNode
}

/** Over the page, until it is closed by Escape, its button or a press beside it. The browser keeps the focus inside. */
export function Dialog({ title, testId, size = "m", onClose, children }: DialogProps) {
  const element = useRef<HTMLDialogElement>(null)
  useEffect(() => {
    const dialog = element.current
    if (dialog === null) return
    const before = document.activeElement
    if (!dialog.open) dialog.showModal()
    // By itself the browser would give the focus to the first control, which closes the dialog.
    dialog.querySelector<HTMLElement>("[data-focus]")?.focus()
    return () => {
      dialog.close()
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus()
    }
  }, [])
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes a dialog by itself
    <dialog
      ref={element}
      className={`dialog is-${size}`}
      data-testid={testId}
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
      onClick={(event) => {
        if (event.target === element.current) onClose()
      }}
    >
      <div className="dialog-body">
        <header className="dialog-head">
          <h2>{title}</h2>
          <button type="button" className="button is-icon" aria-label="Close" title="Close (Esc)" onClick={onClose}>
            <Icon name="close" />
          </button>
        </header>
        {children}
      </div>
    </dialog>
  )
}
