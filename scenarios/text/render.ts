import { printable } from "./characters.ts"
import { type Problem, problemLine } from "./problem.ts"

/** Colours; each gets a text and gives it back, painted or as it is. */
export interface Painter {
  readonly error: (text: string) => string
  readonly warning: (text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

const same = (text: string): string => text

const plainPainter: Painter = { error: same, warning: same, strong: same, faint: same }

/** A frame shows this much of a longer line (chosen: fits an 80-column terminal beside the line number). */
const widthMax = 100

/**
 * The problem with the lines it stands in, as text:
 *
 *     checkout.yaml:2:3 error E-unknown-key: unknown key "latecy" in links
 *       1 | links:
 *       2 |   latecy: 300us
 *         |   ^^^^^^
 *       did you mean "latency"?
 *
 * `text` is the document. Control characters of the document are not passed on.
 */
export function renderProblem(
  problem: Problem,
  { fileName, text, painter = plainPainter }: { fileName: string; text: string; painter?: Painter },
): string {
  const paint = problem.severity === "error" ? painter.error : painter.warning
  const { line, column, code, message, severity, suggestion } = problem
  const head = `${painter.strong(`${fileName}:${line}:${column}`)} ${paint(`${severity} ${code}`)}: ${printable(message)}`
  const question = suggestion === undefined ? [] : [`  ${printable(suggestion.question)}?`]
  return [head, ...codeFrame(problem, { text, painter, paint }), ...question].join("\n")
}

/** All problems, one after another, with a count at the end. */
export function renderProblems(
  problems: readonly Problem[],
  options: { fileName: string; text: string; painter?: Painter },
): string {
  const errors = problems.filter(({ severity }) => severity === "error").length
  const count = `${counted(errors, "error")}, ${counted(problems.length - errors, "warning")}`
  return [...problems.map((problem) => renderProblem(problem, options)), count].join("\n\n")
}

/** One line a problem, for machines and logs. */
export function listProblems(problems: readonly Problem[], fileName: string): string {
  return problems.map((problem) => printable(problemLine(problem, fileName))).join("\n")
}

function counted(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`
}

function codeFrame(
  { line, column, endLine, endColumn }: Problem,
  { text, painter, paint }: { text: string; painter: Painter; paint: (text: string) => string },
): readonly string[] {
  const lines = linesAround(text, line)
  const numberWidth = String(line).length
  const current = lines.at(-1) ?? ""
  const from = Math.max(0, Math.min(column - 1 - Math.floor(widthMax / 2), current.length - widthMax))
  const rows = lines.map((content, index) => {
    const number = String(line - lines.length + 1 + index).padStart(numberWidth)
    return `  ${painter.faint(`${number} |`)} ${printable(content.slice(from, from + widthMax))}`.trimEnd()
  })
  const until = endLine === line ? endColumn : current.length + 1
  const width = Math.max(1, Math.min(until - column, from + widthMax - column + 1))
  const caret = `${" ".repeat(column - 1 - from)}${paint("^".repeat(width))}`
  return [...rows, `  ${painter.faint(`${" ".repeat(numberWidth)} |`)} ${caret}`]
}

/** The line before and the line itself. */
function linesAround(text: string, line: number): readonly string[] {
  const lines = text.replace(/^\uFEFF/, "").split("\n", line)
  return lines.slice(Math.max(0, line - 2)).map((content) => content.replace(/\r$/, ""))
}
