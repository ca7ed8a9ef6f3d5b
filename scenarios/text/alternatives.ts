import type * as z from "zod"
import { quote } from "../../components/kit/mistake.ts"
import { nearest } from "../../components/kit/nearest.ts"
import type { Explanation } from "./explanation.ts"
import type { ProblemAt } from "./problem-at.ts"

/** One shape a mapping could have, with what does not fit. */
export interface Branch {
  readonly issues: readonly z.core.$ZodIssue[]
  /** Keys it needs and does not find. */
  readonly missing: readonly string[]
  /** Keys it finds and does not know. */
  readonly strangers: readonly string[]
}

type ProblemHere = Omit<ProblemAt, "path">

/**
 * What to say about a mapping with the given keys that fits none of several shapes of mappings: the issues of the
 * shape whose keys it has; where it has those of none, that its key is unknown; where of two, that it has two.
 */
export function alternativeIssues(
  branches: readonly Branch[],
  keys: readonly string[],
  explanation: Explanation | undefined,
): readonly z.core.$ZodIssue[] {
  const complete = branches.filter(({ missing }) => missing.length === 0)
  const { noun = "key", rule = `only one ${noun} at a time` } = explanation?.hint ?? {}
  if (complete.length > 1 && complete.every(({ strangers }) => strangers.length > 0)) {
    const owned = keys.filter((key) => complete.some(({ strangers }) => !strangers.includes(key)))
    const message = `${rule}, found ${owned.map(quote).join(" and ")}`
    return [custom({ code: "E-parameter-conflict", message, isKey: true }, owned[1])]
  }
  const [only] = bestFirst(complete)
  if (only !== undefined) return only.issues
  const names = branches.flatMap(({ missing }) => missing.slice(0, 1))
  const expected = names.join(", ")
  const [best] = bestFirst(branches)
  const stranger = best?.strangers[0]
  if (best === undefined || stranger === undefined) {
    const message = `expected a ${noun}: one of ${expected}`
    return [custom({ code: "E-missing-key", message, expected })]
  }
  const message = `unknown ${noun} ${quote(stranger)}; there are ${expected}`
  const suggestion = nearest(stranger, best.missing)
  return [custom({ code: "E-unknown-key", message, found: stranger, expected, isKey: true, suggestion }, stranger)]
}

/** Fewest unknown keys first; of equal ones that whose missing key is most like an unknown one, then fewest issues. */
function bestFirst(branches: readonly Branch[]): readonly Branch[] {
  const alike = ({ missing, strangers }: Branch) =>
    strangers.some((stranger) => nearest(stranger, missing) !== undefined) ? 0 : 1
  return [...branches].sort(
    (a, b) => a.strangers.length - b.strangers.length || alike(a) - alike(b) || a.issues.length - b.issues.length,
  )
}

function custom(problem: ProblemHere, key?: string): z.core.$ZodIssue {
  const path = key === undefined ? [] : [key]
  return { code: "custom", message: problem.message, path, params: { problem }, input: undefined }
}

/** The problem that `alternativeIssues` put into an issue. */
export function problemIn(params: Readonly<Record<string, unknown>> | undefined): ProblemHere | undefined {
  // The registry's door: only `custom` above writes this key.
  return params?.problem as ProblemHere | undefined
}
