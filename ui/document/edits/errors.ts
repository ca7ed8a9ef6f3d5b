import { readParsed } from "../../../scenarios/read.ts"
import type { ParsedText } from "../../../scenarios/text/parsed-text.ts"
import type { Problem } from "../../../scenarios/text/problem.ts"
import type { Source } from "../text/source.ts"

/** The errors of a text that was read; asked for again, the same. */
function errorsOf({ parsed }: Source): readonly Problem[] {
  const before = known.get(parsed)
  if (before !== undefined) return before
  const errors = readParsed(parsed).problems.filter(({ severity }) => severity === "error")
  known.set(parsed, errors)
  return errors
}

const known = new WeakMap<ParsedText, readonly Problem[]>()

/**
 * Errors of a text beyond those of the text before, by their codes. None where an error went away: the checks stop at
 * the first that others follow from, so what comes to light then was there before.
 */
export function newErrors(start: Source, now: Source): readonly Problem[] {
  const errors = errorsOf(now)
  if (errors.length === 0) return errors
  const left = new Map<string, number>()
  for (const { code } of errorsOf(start)) left.set(code, (left.get(code) ?? 0) + 1)
  const fresh = errors.filter(({ code }) => {
    const count = left.get(code) ?? 0
    left.set(code, count - 1)
    return count <= 0
  })
  return [...left.values()].some((count) => count > 0) ? [] : fresh
}
