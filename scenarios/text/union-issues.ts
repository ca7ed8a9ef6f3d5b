import type * as z from "zod"
import { mistakeOf } from "../../components/kit/field.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { alternativeIssues, type Branch } from "./alternatives.ts"
import type { Explanations } from "./explanation.ts"

/**
 * What to say about a value that fits none of several shapes: the issues of the shape it was meant to have,
 * with their paths from the top. The union's own issue stays where no shape was meant.
 */
export function issuesOfUnion(issue: z.core.$ZodIssue, explanations: Explanations): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue]
  const meant = issue.errors.filter((branch) => branch.length > 0 && !branch.some(isOtherType))
  const explanation = explanations.of(issue)
  const input = explanation?.input
  const isMapping = typeof input === "object" && input !== null && !Array.isArray(input)
  if (isMapping && meant.length > 1) {
    const branches = meant.map((issues) => branchOf(issues, Object.keys(input)))
    return within(issue, alternativeIssues(branches, Object.keys(input), explanation), explanations)
  }
  const [best] = [...meant].sort((a, b) => a.length - b.length)
  return best === undefined || isMisspeltWord(issue) ? [issue] : within(issue, best, explanations)
}

/** Issues of a part with their paths from the top, unions among them looked into as well. */
function within(
  outer: z.core.$ZodIssue,
  issues: readonly z.core.$ZodIssue[],
  explanations: Explanations,
): readonly z.core.$ZodIssue[] {
  return issues.flatMap((inner) => issuesOfUnion({ ...inner, path: [...outer.path, ...inner.path] }, explanations))
}

/** What a shape of a mapping lacks and does not know. */
function branchOf(issues: readonly z.core.$ZodIssue[], keys: readonly string[]): Branch {
  const names = issues.flatMap(({ path }) => (path.length === 1 ? [String(path[0])] : []))
  const missing = [...new Set(names)].filter((name) => !keys.includes(name))
  const strangers = issues.flatMap((one) =>
    one.code === "unrecognized_keys" && one.path.length === 0 ? one.keys.map(String) : [],
  )
  return { issues, missing, strangers }
}

/** The branch wants something else altogether: another type, or one certain word. */
function isOtherType(issue: z.core.$ZodIssue): boolean {
  if (issue.path.length > 0) return false
  if (issue.code === "custom") return mistakeOf(issue.params)?.code === "E-wrong-type"
  return issue.code === "invalid_type" || issue.code === "invalid_value"
}

/** `unlimted` was meant as the word of one branch, not as the number of another. */
function isMisspeltWord({ errors }: z.core.$ZodIssueInvalidUnion): boolean {
  const all = errors.flat()
  const words = all.flatMap((one) =>
    one.code === "invalid_value" && one.path.length === 0 ? one.values.map(String) : [],
  )
  const found = all.map((one) => (one.code === "custom" ? mistakeOf(one.params)?.found : undefined))
  return found.some(
    (text) => text !== undefined && nearest(text.replace(/^the text /, "").replace(/^"|"$/g, ""), words) !== undefined,
  )
}
