import { formatScenario } from "../scenarios/format/format.ts"
import { readScenario } from "../scenarios/read.ts"
import type { ParsedText } from "../scenarios/text/parsed-text.ts"
import { inTextOrder, type Problem } from "../scenarios/text/problem.ts"
import type { Notes } from "./notes.ts"
import { type ScenarioDraft, scenarioText } from "./scenario-text.ts"

export interface ImportOptions {
  /** What the product itself would refuse is an error. */
  readonly strict?: boolean
}

/** A scenario in YAML, undefined where the file is broken; problems stand at their places in the foreign file. */
export interface Imported {
  readonly text: string | undefined
  readonly problems: readonly Problem[]
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === "error")
}

/** All that is wrong with a file; what a scenario would have assumed is of no interest without one. */
export function broken(parsed: ParsedText, problems: readonly Problem[]): Imported {
  const said = problems.filter(({ code }) => code !== "W-assumed")
  return { text: undefined, problems: inTextOrder([...parsed.problems, ...said]) }
}

/** The scenario as `fmt` writes it, unless something is wrong: with the file, or with what came of it. */
export function imported(draft: ScenarioDraft, notes: Notes): Imported {
  const formatted = formatScenario(scenarioText(draft))
  const text = "text" in formatted ? formatted.text : undefined
  const said = "problems" in formatted ? formatted.problems : readScenario(formatted.text).problems
  for (const { message, severity } of said) {
    if (severity === "error") notes.error("E-not-imported", [], `makes no valid scenario: ${message}`)
    else notes.warn("W-assumed", [], `of the scenario: ${message}`)
  }
  const problems = inTextOrder(notes.problems)
  return { text: hasErrors(problems) ? undefined : text, problems }
}
