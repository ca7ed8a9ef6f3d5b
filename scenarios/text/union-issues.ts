import type * as z from "zod"
import { mistakeOf } from "../../components/kit/field.ts"
import { nearest } from "../../components/kit/nearest.ts"

/**
 * What to say about a value that fits none of several shapes: the issues of the shape it was meant to have,
 * with their paths from the top. The union's own issue stays where no shape was meant.
 */
export function issuesOfUnion(issue: z.core.$ZodIssue): readonly z.core.$ZodIssue[] {
  if (issue.code !== "invalid_union" || issue.errors.length === 0) return [issue]
  const meant = issue.errors.filter((branch) => branch.length > 0 && !branch.some(isOtherType))
  const [best] = [...meant].sort((a, b) => a.length - b.length)
  if (best === undefined || isMisspeltWord(issue)) return [issue]
  return best.flatMap((inner) => issuesOfUnion({ ...inner, path: [...issue.path, ...inner.path] }))
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
  return found.some((text) => text !== undefined && nearest(text.replace(/^"|"$/g, ""), words) !== undefined)
}
