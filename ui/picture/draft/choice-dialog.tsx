import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { Dialog } from "../../app/dialog.tsx"
import "../../controls/palette.css"
import { type Choice, filtered } from "./choices.ts"

export interface ChoiceDialogProps {
  readonly title: string
  readonly testId: string
  readonly choices: readonly Choice[]
  readonly onChoose: (id: string) => void
  readonly onClose: () => void
}

/** A menu that is filtered by typing: a combobox with the list of what is left. */
export function ChoiceDialog({ title, testId, choices, onChoose, onClose }: ChoiceDialogProps) {
  const [typed, setTyped] = useState("")
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const left = filtered(choices, typed)
  const active = left[Math.min(at, left.length - 1)]
  useEffect(() => {
    if (active !== undefined) list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" })
  }, [active])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && active !== undefined) {
      event.preventDefault()
      onChoose(active.id)
    }
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    setAt(Math.max(0, Math.min(left.length - 1, at + by)))
  }
  return (
    <Dialog title={title} testId={testId} onClose={onClose}>
      <input
        className="field palette-field"
        role="combobox"
        aria-label={title}
        aria-expanded="true"
        aria-controls="choice-list"
        aria-activedescendant={active === undefined ? undefined : `choice-${active.id}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="Type to find one"
        data-focus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" id="choice-list" role="listbox" aria-label={title} ref={list}>
        {left.map((choice, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
          <div
            key={choice.id}
            id={`choice-${choice.id}`}
            role="option"
            aria-selected={choice === active}
            onClick={() => onChoose(choice.id)}
            onPointerMove={() => setAt(index)}
          >
            <span className="palette-kind">{choice.group}</span>
            <span className="palette-title">
              {choice.title} <small>{choice.more}</small>
            </span>
          </div>
        ))}
      </div>
      {left.length === 0 ? <p className="palette-none">Nothing answers to that.</p> : null}
    </Dialog>
  )
}
