import type { ProblemCode } from "./codes.ts"
import { type Path, pathText, type Range } from "./place.ts"

/** A replacement that makes the problem go away: `text` in place of the range. */
export interface Suggestion {
  readonly text: string
  readonly replace: { readonly start: number; readonly end: number }
  /** What a reader is asked, without the question mark: `did you mean "latency"`, `add kind: service`. */
  readonly question: string
}

/** One thing that is wrong with a scenario, with its place. */
export interface Problem extends Range {
  readonly code: ProblemCode
  readonly severity: "error" | "warning"
  readonly path: Path
  /** One sentence without a full stop. */
  readonly message: string
  readonly found?: string
  readonly expected?: string
  readonly suggestion?: Suggestion
}

/** Problems in the order of the text; of one place, in the order found. */
export function inTextOrder(problems: readonly Problem[]): readonly Problem[] {
  return [...problems].sort((a, b) => a.start - b.start || a.end - b.end)
}

/** The text with the suggestion applied; as it was where there is none. */
export function applySuggestion(text: string, { suggestion }: Problem): string {
  if (suggestion === undefined) return text
  const { start, end } = suggestion.replace
  return text.slice(0, start) + suggestion.text + text.slice(end)
}

/** `checkout.yaml:10:56 error E-unknown-key: unknown key "latecy"`, without frame and colours, for logs. */
export function problemLine(problem: Problem, fileName: string): string {
  const { line, column, severity, code, message } = problem
  return `${fileName}:${line}:${column} ${severity} ${code}: ${message}`
}

/** Where in the document, in words: `in components.pay`. */
export function whereText(path: Path): string {
  return path.length === 0 ? "at the top" : `in ${pathText(path)}`
}
