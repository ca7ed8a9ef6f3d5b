import { readScenario } from "../../scenarios/read.ts"
import { applySuggestion, type Problem } from "../../scenarios/text/problem.ts"

/** What is wrong with a text: what the command says, with offsets. A `suggestion` is a fix that `fixed` carries out. */
export type TextProblem = Problem

/** Errors and warnings, in the order of the text. */
export function problemsOf(text: string): readonly TextProblem[] {
  return readScenario(text).problems
}

/** The text with the problem's suggestion carried out; as it was where it has none. */
export function fixed(text: string, problem: TextProblem): string {
  return applySuggestion(text, problem)
}
