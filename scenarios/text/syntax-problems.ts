import type { YAMLError } from "yaml"
import type { ProblemCode } from "./codes.ts"
import { Places } from "./place.ts"
import type { Problem, Suggestion } from "./problem.ts"

const codeByName: Readonly<Record<string, ProblemCode>> = {
  TAB_AS_INDENT: "E-yaml-tab",
  MULTIPLE_DOCS: "E-yaml-documents",
  TAG_RESOLVE_FAILED: "E-yaml-tag",
  BAD_ALIAS: "E-yaml-alias",
  BAD_DIRECTIVE: "E-yaml-directive",
}

/** The library's names for what users do most, in words that say what to do. */
const messageByName: Readonly<Record<string, string>> = {
  BLOCK_AS_IMPLICIT_KEY: 'a second ": " in one line; put the text in quotes, or the mapping on lines of its own',
  MULTILINE_IMPLICIT_KEY: "a key must stand on one line with its colon; is a colon or a quote missing?",
  TAB_AS_INDENT: "indented with a tab; YAML indents with spaces",
  BAD_INDENT: "uneven indentation: this line belongs to no mapping or list above it",
  NON_STRING_KEY: "a key must be a text",
  MULTIPLE_DOCS: "a second document starts here; a file holds one scenario",
}

/** More follow from the first ones (chosen). */
const problemsMax = 20

/** The library's errors as problems, the first of each line. */
export function syntaxProblems(text: string, errors: readonly YAMLError[]): readonly Problem[] {
  const places = new Places(text)
  const seen = new Set<number>()
  const problems: Problem[] = []
  for (const error of errors) {
    const problem = overIndented(text, errors, { error, places }) ?? syntaxProblem(text, error, places)
    if (seen.has(problem.line)) continue
    seen.add(problem.line)
    if (problems.push(problem) === problemsMax) break
  }
  return problems
}

function syntaxProblem(text: string, { code, message, pos }: YAMLError, places: Places): Problem {
  const suggestion = code === "TAB_AS_INDENT" ? spacesForTabs(text, pos[0]) : undefined
  const friendly = code === "BAD_INDENT" && message.startsWith("Flow") ? undefined : messageByName[code]
  return {
    code: codeByName[code] ?? "E-yaml-syntax",
    severity: "error",
    path: [],
    message: friendly ?? `${message.slice(0, 1).toLowerCase()}${message.slice(1)}`,
    ...places.range(pos[0], Math.max(pos[1], pos[0] + 1)),
    ...(suggestion === undefined ? {} : { suggestion }),
  }
}

/**
 * A line indented deeper than the one before it, which has a value already, reads as a key over several lines
 * with a second colon: two errors that start at the value. The line to look at is the deeper one.
 */
function overIndented(
  text: string,
  errors: readonly YAMLError[],
  { error, places }: { error: YAMLError; places: Places },
): Problem | undefined {
  const twin = errors.find(({ code, pos }) => code === "MULTILINE_IMPLICIT_KEY" && pos[0] === error.pos[0])
  if (error.code !== "BLOCK_AS_IMPLICIT_KEY" || twin === undefined) return undefined
  const lineStart = text.lastIndexOf("\n", twin.pos[1] - 1) + 1
  const width = text.slice(lineStart, twin.pos[1]).search(/\S/)
  const [before = ""] = /^ */.exec(text.slice(text.lastIndexOf("\n", error.pos[0] - 1) + 1)) ?? []
  const replace = { start: lineStart, end: lineStart + width }
  return {
    code: "E-yaml-syntax",
    severity: "error",
    path: [],
    message: "indented deeper than the line before, which has a value already",
    ...places.range(lineStart + width, twin.pos[1]),
    suggestion: { text: before, replace, question: "indent like the line before" },
  }
}

/** Two spaces a tab, over the indentation of the line. */
function spacesForTabs(text: string, at: number): Suggestion {
  const start = text.lastIndexOf("\n", at - 1) + 1
  const [indentation = ""] = /^[ \t]*/.exec(text.slice(start, start + 200)) ?? []
  const replace = { start, end: start + indentation.length }
  return { text: indentation.replaceAll("\t", "  "), replace, question: "indent with two spaces" }
}
