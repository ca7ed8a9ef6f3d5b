import { type KeyboardEvent, useRef, useState } from "react"
import { Dialog } from "../app/dialog.tsx"
import { closeDialog } from "../controls/dialogs.ts"
import { useSession } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import { countedText } from "../words/numbers.ts"
import "./gallery.css"
import { findEntries, type LibraryEntry } from "./entries.ts"
import { LIBRARY } from "./library.ts"

/** Every scenario of the library with its question. Opening one runs it. */
export function Gallery() {
  const [typed, setTyped] = useState("")
  const list = useRef<HTMLUListElement>(null)
  const found = findEntries(LIBRARY, typed)
  return (
    <Dialog title="Gallery" testId="gallery" size="l" onClose={closeDialog}>
      <div className="gallery-search">
        <input
          className="field"
          type="search"
          data-testid="gallery-search"
          aria-label="Search the gallery"
          placeholder="Search names, questions and components"
          data-focus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "ArrowDown") list.current?.querySelector("button")?.focus()
          }}
        />
        <span role="status">{countedText(found.length, "scenario")}</span>
      </div>
      <ul className="gallery-list" ref={list} onKeyDown={moveFocus}>
        {found.map((entry) => (
          <Entry key={entry.name} entry={entry} />
        ))}
      </ul>
      {found.length === 0 ? <p className="gallery-none">No scenario has all of these words.</p> : null}
    </Dialog>
  )
}

function Entry({ entry }: { readonly entry: LibraryEntry }) {
  const session = useSession()
  const isOpen = usePage(({ libraryName }) => libraryName === entry.name)
  return (
    <li>
      <button
        type="button"
        data-testid={`gallery-${entry.name}`}
        aria-current={isOpen ? "true" : undefined}
        onClick={() => {
          closeDialog()
          void session.open(entry.text, { libraryName: entry.name })
        }}
      >
        <b>{entry.name}</b>
        <span>{entry.question}</span>
        <small>{entry.kinds.join(" · ")}</small>
      </button>
    </li>
  )
}

/** Arrow keys go from one to the next as they lie on the screen. */
function moveFocus(event: KeyboardEvent<HTMLUListElement>): void {
  const steps: Readonly<Record<string, readonly [number, number]>> = {
    ArrowLeft: [-1, 0],
    ArrowRight: [1, 0],
    ArrowUp: [0, -1],
    ArrowDown: [0, 1],
  }
  const by = steps[event.key]
  const here = document.activeElement?.getBoundingClientRect()
  if (by === undefined || here === undefined) return
  event.preventDefault()
  const [dx, dy] = by
  let nearest: HTMLElement | null = null
  let nearestBy = Number.POSITIVE_INFINITY
  for (const button of event.currentTarget.querySelectorAll("button")) {
    const { left, top } = button.getBoundingClientRect()
    const along = (left - here.left) * dx + (top - here.top) * dy
    const across = Math.abs((left - here.left) * dy) + Math.abs((top - here.top) * dx)
    if (along < 4 || along + 4 * across >= nearestBy) continue
    nearest = button
    nearestBy = along + 4 * across
  }
  nearest?.focus()
}
