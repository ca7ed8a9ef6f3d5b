import type { ProblemCode } from "../scenarios/text/codes.ts"
import type { ParsedText } from "../scenarios/text/parsed-text.ts"
import type { Path } from "../scenarios/text/place.ts"
import type { Problem } from "../scenarios/text/problem.ts"
import { type ProblemAt, problemAt } from "../scenarios/text/problem-at.ts"

type Code<Letter extends string> = Extract<ProblemCode, `${Letter}-${string}`>
type More = Pick<ProblemAt, "isKey" | "found" | "suggestion">

/** Collects what is to be said about a foreign file, each at its place. */
export class Notes {
  readonly problems: Problem[] = []
  private readonly parsed: ParsedText

  constructor(parsed: ParsedText) {
    this.parsed = parsed
  }

  error(code: Code<"E">, path: Path, message: string, more: More = {}): void {
    this.problems.push(problemAt(this.parsed, { code, path, message, ...more }))
  }

  warn(code: Code<"W">, path: Path, message: string, more: More = {}): void {
    this.problems.push(problemAt(this.parsed, { code, path, message, severity: "warning", ...more }))
  }

  add(problem: Problem): void {
    this.problems.push(problem)
  }
}
