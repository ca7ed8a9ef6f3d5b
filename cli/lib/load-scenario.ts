import { readFileSync, statSync } from "node:fs"
import { basename } from "node:path"
import type { ScenarioPlan } from "../../scenarios/plan.ts"
import { readScenario } from "../../scenarios/read.ts"
import { defaultLimits } from "../../scenarios/text/limits.ts"
import { parseText } from "../../scenarios/text/parse.ts"
import type { Problem } from "../../scenarios/text/problem.ts"
import { renderProblems } from "../../scenarios/text/render.ts"
import { problemPainter, wantsColour } from "./colours.ts"
import { INVALID } from "./exit-codes.ts"
import { say } from "./output.ts"
import { readSampleFiles, type SampleFiles } from "./samples.ts"
import { applySettings, type Setting } from "./settings.ts"
import { UserError } from "./user-error.ts"

/** UTF-8 has at most three bytes a UTF-16 unit. */
const BYTES_MAX = defaultLimits.lengthMax * 3

export interface LoadedScenario {
  readonly path: string
  /** With the settings applied. */
  readonly text: string
  readonly plan: ScenarioPlan | undefined
  readonly problems: readonly Problem[]
  readonly samplesOf: SampleFiles["samplesOf"]
}

/** Reads a scenario and the files it names. What is wrong with it is in `problems`; throws where it cannot be read at all. */
export function loadScenario(path: string, settings: readonly Setting[] = []): LoadedScenario {
  const text = applySettings(readWhole(path), settings)
  const { plan, problems } = readScenario(text)
  if (plan === undefined) return { path, text, plan, problems, samplesOf: () => [] }
  const { samplesOf, mistakes } = readSampleFiles(plan, path)
  const more = mistakes.map((mistake) => fileProblem(text, mistake))
  return { path, text, plan: more.length > 0 ? undefined : plan, problems: [...problems, ...more], samplesOf }
}

/** Shows problems with their lines on stderr. */
export function showProblems(
  { path, text, problems }: Pick<LoadedScenario, "path" | "text" | "problems">,
  colour: boolean,
): void {
  if (problems.length === 0) return
  const painter = problemPainter(wantsColour(process.stderr, colour))
  say(renderProblems(problems, { fileName: basename(path), text, painter }))
}

/** The text of a file, or of stdin for `-`. */
export function readWhole(path: string): string {
  try {
    if (path === "-") return readFileSync(0, "utf8")
    if (statSync(path).size > BYTES_MAX)
      throw new UserError(`${path} is larger than a scenario may be (${BYTES_MAX} bytes)`, INVALID)
    return readFileSync(path, "utf8")
  } catch (error) {
    if (error instanceof UserError) throw error
    throw new UserError(`${path} cannot be read: ${reasonOf(error)}`)
  }
}

function reasonOf(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined
  if (code === "ENOENT") return "there is no such file"
  return code === "EISDIR" ? "it is a folder" : String(code ?? error)
}

/** A problem with a file, at the first place where the text names it. */
function fileProblem(text: string, { path, message }: { path: string; message: string }): Problem {
  const start = Math.max(0, text.indexOf(path))
  const range = parseText(text).rangeOf(start, start + path.length)
  return { code: "E-file", severity: "error", path: [], message, found: path, ...range }
}
