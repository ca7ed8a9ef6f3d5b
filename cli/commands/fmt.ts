import { formatScenario } from "../../scenarios/format/format.ts"
import { INVALID, OBJECTIVE_FAILED, OK, worst } from "../lib/exit-codes.ts"
import { readWhole, showProblems } from "../lib/load-scenario.ts"
import { print, say, writeWhole } from "../lib/output.ts"

export interface FmtOptions {
  readonly check?: boolean
  readonly write?: boolean
  readonly long?: boolean
  readonly short?: boolean
  readonly color: boolean
}

/** Writes scenarios in one form, comments kept: to stdout, in place, or only says which are not in it. */
export function fmt(paths: readonly string[], options: FmtOptions): number {
  return worst(paths.map((path) => formatOne(path, options)))
}

function formatOne(path: string, options: FmtOptions): number {
  const text = readWhole(path)
  const form = options.long === true ? "long" : options.short === true ? "short" : "keep"
  const formatted = formatScenario(text, { form })
  if ("problems" in formatted) {
    showProblems({ path, text, problems: formatted.problems }, options.color)
    return INVALID
  }
  const changed = formatted.text !== text
  if (options.check === true) {
    if (changed) say(`${path} is not as fmt writes it`)
    return changed ? OBJECTIVE_FAILED : OK
  }
  if (options.write !== true) print(formatted.text)
  else if (changed) writeWhole(path, formatted.text)
  return OK
}
