import { useEffect, useState } from "react"
import { canRedo, canUndo, type FormSubject } from "../document/index.ts"
import { useSession } from "../state/context.ts"
import { type Selection, shownBranch, usePage } from "../state/page.ts"
import { adoptText, redo, undo, useDraft } from "./draft.ts"
import "./editor.css"
import { FormView } from "./form-view.tsx"
import { GraphEdits } from "./graph-edits.tsx"
import { TextEditor } from "./text-editor.tsx"

const VIEWS = [
  { id: "text", title: "Text" },
  { id: "form", title: "Form" },
  { id: "graph", title: "Graph" },
] as const
type ViewId = (typeof VIEWS)[number]["id"]

/** The scenario as text, as forms and as a graph: three views of one text. Running it makes a branch; the old one stays. */
export function Editor() {
  const session = useSession()
  const [view, setView] = useState<ViewId>("text")
  const draft = usePage((state) => state.draft)
  useEffect(() => adoptText(draft), [draft])
  const history = useDraft((state) => state.history)
  const errors = useDraft((state) => state.problems.filter(({ severity }) => severity === "error").length)
  const ran = usePage((state) => shownBranch(state)?.text)
  const run = () => void session.fork(history.present.text, 0, history.present.label || "edited")
  return (
    <div className="editor" data-testid="editor-views">
      <div className="editor-bar">
        <div role="tablist" aria-label="Views of the scenario" className="editor-tabs">
          {VIEWS.map(({ id, title }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`editor-tab-${id}`}
              aria-selected={view === id}
              aria-controls="editor-view"
              tabIndex={view === id ? 0 : -1}
              className="button"
              onClick={() => setView(id)}
              onKeyDown={({ key, currentTarget }) => {
                const next =
                  key === "ArrowRight"
                    ? currentTarget.nextElementSibling
                    : key === "ArrowLeft"
                      ? currentTarget.previousElementSibling
                      : null
                if (next instanceof HTMLElement) {
                  next.focus()
                  next.click()
                }
              }}
            >
              {title}
            </button>
          ))}
        </div>
        <button type="button" className="button" disabled={!canUndo(history)} onClick={undo} title="Undo (Ctrl+Z)">
          Undo
        </button>
        <button type="button" className="button" disabled={!canRedo(history)} onClick={redo} title="Redo (Ctrl+Y)">
          Redo
        </button>
        <button
          type="button"
          className="button is-lined"
          data-testid="editor-run"
          disabled={errors > 0 || history.present.text === ran}
          title="Run it as a branch of its own (Ctrl+Enter)"
          onClick={run}
        >
          Run
        </button>
      </div>
      <div id="editor-view" role="tabpanel" aria-labelledby={`editor-tab-${view}`} className="editor-view">
        {view === "text" && <TextEditor onRun={run} />}
        {view === "form" && <Forms />}
        {view === "graph" && <Graph />}
      </div>
      <ProblemList />
    </div>
  )
}

/** Forms of what is selected: a component with its load, an edge's link and policy, or the scenario itself. */
function Forms() {
  const selection = usePage((state) => state.selection)
  return (
    <>
      {subjectsOf(selection).map((subject) => (
        <FormView key={JSON.stringify(subject)} subject={subject} />
      ))}
    </>
  )
}

function subjectsOf(selection: Selection): readonly FormSubject[] {
  if (selection.kind === "node") {
    const component = selection.node
    return [
      { of: "component", component },
      { of: "load", component },
    ]
  }
  if (selection.kind === "edge") {
    const { from, to } = selection
    return [
      { of: "link", from, to },
      { of: "policy", from, to },
    ]
  }
  return [{ of: "scenario" }]
}

function Graph() {
  const selected = usePage(({ selection }) => (selection.kind === "node" ? selection.node : null))
  const nodes = usePage((state) => shownBranch(state)?.topology.nodes)
  const names = (nodes ?? []).filter(({ beside }) => beside === undefined).map(({ name }) => name)
  return <GraphEdits selected={selected} names={names} />
}

/** What the command would say of the text as it stands. */
function ProblemList() {
  const problems = useDraft((state) => state.problems)
  if (problems.length === 0) return <p className="editor-problems muted">Nothing is wrong with it.</p>
  return (
    <ul className="editor-problems" aria-label="Problems">
      {problems.map(({ code, line, column, message, severity }) => (
        <li key={`${code} ${line} ${column} ${message}`} className={`is-${severity}`}>
          <span className="muted">
            {line}:{column}
          </span>{" "}
          {message} <code>{code}</code>
        </li>
      ))}
    </ul>
  )
}
