import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { Dialog } from "../app/dialog.tsx"
import { Keys } from "./key-caps.tsx"
import "./palette.css"

/** A line of a list that is narrowed by typing. */
export interface FoundEntry {
  readonly id: string
  /** What sort of thing it is, in a word or two. */
  readonly kind: string
  readonly title: string
  readonly more: string
  /** The keys that do the same; none if left out. */
  readonly keys?: readonly string[]
}

interface FoundListProps<Entry extends FoundEntry> {
  readonly title: string
  readonly testId: string
  /** What can be typed, for whoever does not see the title. */
  readonly label: string
  readonly placeholder: string
  /** What is left after typing, the best first. */
  readonly entriesOf: (typed: string) => readonly Entry[]
  readonly onChoose: (entry: Entry) => void
  readonly onClose: () => void
}

/** A dialog with a field and the list of what it finds: a combobox, which keeps the focus. */
export function FoundList<Entry extends FoundEntry>(props: FoundListProps<Entry>) {
  const { title, testId, label, placeholder, entriesOf, onChoose, onClose } = props
  const [typed, setTyped] = useState("")
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const entries = entriesOf(typed)
  const active = entries[Math.min(at, entries.length - 1)]
  useEffect(() => {
    if (active !== undefined) list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" })
  }, [active])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && active !== undefined) {
      // What gets the focus back would be pressed by the same key.
      event.preventDefault()
      onChoose(active)
    }
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    setAt(Math.max(0, Math.min(entries.length - 1, at + by)))
  }
  return (
    <Dialog title={title} testId={testId} onClose={onClose}>
      <input
        className="field palette-field"
        data-testid={`${testId}-field`}
        role="combobox"
        aria-label={label}
        aria-expanded="true"
        aria-controls={`${testId}-list`}
        aria-activedescendant={active === undefined ? undefined : `${testId}-${entries.indexOf(active)}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder={placeholder}
        data-focus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" id={`${testId}-list`} role="listbox" aria-label="Found" ref={list}>
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
          <div
            key={entry.id}
            id={`${testId}-${index}`}
            role="option"
            aria-selected={entry === active}
            onClick={() => onChoose(entry)}
            onPointerMove={() => setAt(index)}
          >
            <span className="palette-kind">{entry.kind}</span>
            <span className="palette-title">
              {entry.title} <small>{entry.more}</small>
            </span>
            <Keys keys={(entry.keys ?? []).slice(0, 1)} />
          </div>
        ))}
      </div>
      {entries.length === 0 ? <p className="palette-none">Nothing answers to that.</p> : null}
    </Dialog>
  )
}
