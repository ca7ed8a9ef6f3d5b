import { readFileSync } from "node:fs"
import { readScenario } from "../../../scenarios/read.ts"
import { buildReport, type Report, reportRecorder } from "../../../scenarios/report/index.ts"
import { Run } from "../../../scenarios/run/run.ts"

/** A scenario beside these tests, or a text, run to its end. */
export function runText(text: string, seed?: string): Run {
  const { plan, problems } = readScenario(text)
  if (plan === undefined) throw new Error(problems.map(({ line, message }) => `${line}: ${message}`).join("\n"))
  const run = new Run(plan, { recorder: reportRecorder(plan), ...(seed === undefined ? {} : { seed }) })
  run.advance()
  return run
}

export function reportOn(text: string, seed?: string): Report {
  return buildReport(runText(text, seed))
}

export function textBeside(name: string): string {
  return readFileSync(new URL(name, import.meta.url), "utf8")
}
