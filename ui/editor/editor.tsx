import { useEffect, useMemo, useState } from "react"
import { canRedo, canUndo, componentNames, type FormSubject } from "../document/index.ts"
import { useSession } from "../state/context.ts"
import { runDraft } from "../state/draft-edits.ts"
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
  const run = () => void runDraft(session)
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
        <BarButton text="Undo" isPossible={canUndo(history)} title="Undo (Ctrl+Z)" onPress={undo} />
        <BarButton text="Redo" isPossible={canRedo(history)} title="Redo (Ctrl+Y)" onPress={redo} />
        <BarButton
          text="Run"
          isPossible={errors === 0 && history.present.text !== ran}
          title="Run it as a branch of its own (Ctrl+Enter)"
          onPress={run}
        />
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

interface BarButtonProps {
  readonly text: string
  readonly isPossible: boolean
  readonly title: string
  readonly onPress: () => void
}

/** Keeps the focus when it is pressed for the last time, which a button that is disabled then would lose. */
function BarButton({ text, isPossible, title, onPress }: BarButtonProps) {
  return (
    <button
      type="button"
      className="button is-lined"
      data-testid={`editor-${text.toLowerCase()}`}
      aria-disabled={!isPossible}
      title={title}
      onClick={() => {
        if (isPossible) onPress()
      }}
    >
      {text}
    </button>
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
  const text = useDraft(({ history }) => history.present.text)
  const names = useMemo(() => componentNames(text), [text])
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
