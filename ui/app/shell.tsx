import { lazy, Suspense, useEffect } from "react"
import { Branches } from "../branches/branches.tsx"
import { useKeys } from "../controls/keys.ts"
import { Transport } from "../controls/transport.tsx"
import { useLink } from "../share/use-link.ts"
import { useSession } from "../state/context.ts"
import { usePage } from "../state/page.ts"
import { useThemeOnPage } from "../themes/shown-theme.ts"
import { Timeline } from "../timeline/timeline.tsx"
import "./app.css"
import { Boundary } from "./boundary.tsx"
import { Dialogs } from "./dialogs.tsx"
import { Inspector } from "./inspector.tsx"
import { useSizes } from "./layout.ts"
import { Separator } from "./separator.tsx"
import { Stage } from "./stage.tsx"
import { StatusLine } from "./status-line.tsx"
import { TopBar } from "./top-bar.tsx"

const Editor = lazy(async () => ({ default: (await import("../editor/editor.tsx")).Editor }))

/** The page's regions: editor, picture and inspector beside each other, the timeline below them, always. */
export function Shell() {
  useKeys(useSession())
  useLink(useSession())
  useThemeOnPage()
  return (
    <div className="shell">
      <SkipLinks />
      <TopBar />
      <div className="regions">
        <EditorRegion />
        <main className="region stage" id="picture" data-testid="picture" tabIndex={-1}>
          <Stage />
        </main>
        <InspectorRegion />
      </div>
      <Dock />
      <StatusLine />
      <Dialogs />
    </div>
  )
}

function EditorRegion() {
  const size = useSizes((sizes) => sizes.editor)
  const isOpen = usePage((state) => state.isEditorOpen)
  useFocusAfter(isOpen, "do-editor")
  if (!isOpen) return null
  return (
    <section className="region editor" id="editor" data-testid="editor" aria-label="Editor" style={{ flexBasis: size }}>
      <Boundary what="The editor">
        <Suspense fallback={<p className="region-note">Loading the editor</p>}>
          <Editor />
        </Suspense>
      </Boundary>
      <Separator name="editor" label="Width of the editor" controls="editor" side="left" />
    </section>
  )
}

function InspectorRegion() {
  const size = useSizes((sizes) => sizes.inspector)
  const isOpen = usePage((state) => state.isInspectorOpen)
  useFocusAfter(isOpen, "do-inspector")
  if (!isOpen) return null
  return (
    <aside
      className="region inspector"
      id="inspector"
      data-testid="inspector"
      aria-label="Inspector"
      style={{ flexBasis: size }}
    >
      <Separator name="inspector" label="Width of the inspector" controls="inspector" side="right" />
      <Boundary what="The inspector">
        <Inspector />
      </Boundary>
    </aside>
  )
}

/** When a region closes and takes the focus with it, the button that opens it again gets it. */
function useFocusAfter(isOpen: boolean, button: string): void {
  useEffect(() => {
    if (!isOpen) return
    return () => {
      if (document.activeElement === document.body)
        document.querySelector<HTMLElement>(`[data-testid="${button}"]`)?.focus()
    }
  }, [isOpen, button])
}

/** Always there: how the run is played, its branches, and what happened when. */
function Dock() {
  const size = useSizes((sizes) => sizes.timeline)
  return (
    <section className="dock" id="timeline" data-testid="timeline" aria-label="Timeline">
      <Separator name="timeline" label="Height of the timeline" controls="timeline" side="below" />
      <Boundary what="The transport">
        <Transport />
      </Boundary>
      <Boundary what="The tree of branches">
        <Branches />
      </Boundary>
      <Boundary what="The timeline">
        <div className="dock-tracks" style={{ flexBasis: size }}>
          <Timeline />
        </div>
      </Boundary>
    </section>
  )
}

const REGIONS = ["picture", "timeline", "inspector"] as const

/** The first stops of the Tab key. They move the focus only: the page's address is a link to what is shown. */
function SkipLinks() {
  return (
    <nav className="skip-links" aria-label="Skip to">
      {REGIONS.map((id) => (
        <button type="button" key={id} onClick={() => focusRegion(id)}>
          Skip to the {id}
        </button>
      ))}
    </nav>
  )
}

function focusRegion(id: (typeof REGIONS)[number]): void {
  if (id === "inspector") usePage.setState({ isInspectorOpen: true })
  const first = `#${id} :is(button, [tabindex="0"]):not(:disabled)`
  requestAnimationFrame(() => document.querySelector<HTMLElement>(id === "picture" ? `#${id}` : first)?.focus())
}
