import { lazy, Suspense } from "react"
import { openDialog } from "../controls/dialogs.ts"
import { Picture } from "../picture/picture.tsx"
import { usePage } from "../state/page.ts"
import { Boundary } from "./boundary.tsx"
import "./stage.css"
import { TooBig } from "./status-line.tsx"

const Problems = lazy(async () => ({ default: (await import("./problems.tsx")).Problems }))

/** The picture, or what there is to say while there is none. */
export function Stage() {
  const stage = usePage((state) => state.stage)
  const hasRun = usePage(({ branches }) => branches.length > 0)
  if (stage === "crashed") return <Crashed />
  if (stage === "invalid") {
    return (
      <Suspense fallback={null}>
        <Problems />
      </Suspense>
    )
  }
  if (stage === "empty") return <Empty />
  return (
    <>
      {hasRun ? (
        <Boundary what="The picture">
          <Picture />
        </Boundary>
      ) : null}
      {stage === "reading" ? <Reading /> : null}
      <TooBig />
    </>
  )
}

function Reading() {
  const name = usePage(({ libraryName }) => libraryName)
  return (
    <p className="stage-note is-reading" data-testid="reading" role="status">
      Reading {name ?? "the scenario"}
    </p>
  )
}

function Empty() {
  return (
    <div className="stage-note" data-testid="empty">
      <h2>Nothing runs yet</h2>
      <p>Open a scenario, look at what it does, and break it where you like.</p>
      <p className="stage-actions">
        <button type="button" className="button is-lined" onClick={() => openDialog("gallery")}>
          Open the gallery
        </button>
        <button type="button" className="button is-lined" onClick={() => usePage.setState({ isEditorOpen: true })}>
          Write one
        </button>
      </p>
    </div>
  )
}

function Crashed() {
  const crash = usePage((state) => state.crash)
  return (
    <div className="stage-note" data-testid="crashed" role="alert">
      <h2>The simulator has crashed</h2>
      <p>It is a fault of Orrery, not of your scenario. Your text is kept in the editor and in this page's address.</p>
      <pre className="crashed-message">{crash}</pre>
      <p className="stage-actions">
        <button type="button" className="button is-lined" onClick={() => location.reload()}>
          Start again with this scenario
        </button>
        <button type="button" className="button is-lined" onClick={() => openDialog("gallery")}>
          Open another
        </button>
      </p>
    </div>
  )
}
