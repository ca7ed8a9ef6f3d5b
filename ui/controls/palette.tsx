import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { Dialog } from "../app/dialog.tsx"
import { useSession } from "../state/context.ts"
import { closeDialog } from "./dialogs.ts"
import { Keys } from "./key-caps.tsx"
import "./palette.css"
import { type PaletteEntry, paletteEntries } from "./palette-entries.ts"

/** Search over commands, nodes, moments, panels and scenarios: a combobox with the list it finds. */
export function Palette() {
  const session = useSession()
  const [typed, setTyped] = useState("")
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const entries = paletteEntries(session, typed)
  const active = entries[Math.min(at, entries.length - 1)]
  const run = (entry: PaletteEntry) => {
    closeDialog()
    // After the dialog has gone and given back the focus: what is run may open another.
    setTimeout(() => entry.run())
  }
  useEffect(() => {
    if (active !== undefined) list.current?.querySelector("[aria-selected=true]")?.scrollIntoView({ block: "nearest" })
  }, [active])
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter" && active !== undefined) {
      // What gets the focus back would be pressed by the same key.
      event.preventDefault()
      run(active)
    }
    const by = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key]
    if (by === undefined) return
    event.preventDefault()
    setAt(Math.max(0, Math.min(entries.length - 1, at + by)))
  }
  return (
    <Dialog title="Search" testId="palette" onClose={closeDialog}>
      <input
        className="field palette-field"
        data-testid="palette-field"
        role="combobox"
        aria-label="Search commands, nodes, moments and scenarios"
        aria-expanded="true"
        aria-controls="palette-list"
        aria-activedescendant={active === undefined ? undefined : `palette-${entries.indexOf(active)}`}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        placeholder="What would you like to do or to see"
        data-focus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value)
          setAt(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className="palette-list" id="palette-list" role="listbox" aria-label="Found" ref={list}>
        {entries.map((entry, index) => (
          // biome-ignore lint/a11y/useFocusableInteractive: the combobox keeps the focus and names the active option
          // biome-ignore lint/a11y/useKeyWithClickEvents: the combobox has the keys
          <div
            key={entry.id}
            id={`palette-${index}`}
            role="option"
            aria-selected={entry === active}
            onClick={() => run(entry)}
            onPointerMove={() => setAt(index)}
          >
            <span className="palette-kind">{entry.kind}</span>
            <span className="palette-title">
              {entry.title} <small>{entry.more}</small>
            </span>
            <Keys keys={entry.keys.slice(0, 1)} />
          </div>
        ))}
      </div>
      {entries.length === 0 ? <p className="palette-none">Nothing answers to that.</p> : null}
    </Dialog>
  )
}
