import type { Problem } from "../../scenarios/text/problem.ts"
import { usePage } from "../state/page.ts"
import { countedText } from "../words/numbers.ts"

/** Why a scenario was not run: what the command line says too, with the line it is about. */
export function Problems() {
  const problems = usePage((state) => state.problems)
  const draft = usePage((state) => state.draft)
  const fileName = usePage(({ libraryName }) => `${libraryName ?? "scenario"}.yaml`)
  const errors = problems.filter(({ severity }) => severity === "error").length
  const lines = draft.split("\n")
  return (
    <div className="stage-note is-problems" data-testid="problems">
      <h2>{countedText(errors, "error")}, so it was not run</h2>
      <ol>
        {problems.map((problem) => (
          <li key={`${problem.start} ${problem.code} ${problem.message}`}>
            <OneProblem problem={problem} line={lines[problem.line - 1] ?? ""} fileName={fileName} />
          </li>
        ))}
      </ol>
      <p className="stage-actions">
        <button type="button" className="button is-lined" onClick={() => usePage.setState({ isEditorOpen: true })}>
          Open the editor
        </button>
      </p>
    </div>
  )
}

interface OneProblemProps {
  readonly problem: Problem
  readonly line: string
  readonly fileName: string
}

function OneProblem({ problem, line, fileName }: OneProblemProps) {
  const { code, column, severity, message, suggestion } = problem
  const width = problem.endLine === problem.line ? problem.endColumn - column : line.length - column + 1
  return (
    <>
      <p>
        <code className="problem-place">
          {fileName}:{problem.line}:{column}
        </code>{" "}
        <span className={`is-${severity}`}>
          {severity} <code>{code}</code>
        </span>
      </p>
      <p>{message}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and is reached so by keyboard */}
      <pre tabIndex={0}>
        {line}
        {"\n"}
        <span className={`is-${severity}`}>{" ".repeat(column - 1) + "^".repeat(Math.max(1, width))}</span>
      </pre>
      {suggestion === undefined ? null : <p className="problem-question">{suggestion.question}?</p>}
    </>
  )
}
