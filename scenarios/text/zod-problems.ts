import type * as z from "zod"
import { mistakeOf } from "../../components/kit/field.ts"
import { describeValue, type Mistake, quote } from "../../components/kit/mistake.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { problemIn } from "./alternatives.ts"
import { Explanations } from "./explanation.ts"
import { expectedWords, oneOf } from "./issue-words.ts"
import type { ParsedText } from "./parsed-text.ts"
import type { Path } from "./place.ts"
import { inTextOrder, type Problem, whereText } from "./problem.ts"
import { additionOf, inlineText, problemAt } from "./problem-at.ts"
import { issuesOfUnion } from "./union-issues.ts"

/** Nobody reads more at once, and each costs a walk through the document (chosen). */
const problemsMax = 100

/**
 * The document's value as the schema reads it, or everything that does not fit, with places: an unknown key at
 * the key, a wrong value at the value or the wrong part of its text, a missing key at the mapping that lacks it.
 */
export function checkShape<Output>(
  schema: z.ZodType<Output>,
  parsed: ParsedText,
): { readonly value: Output } | { readonly problems: readonly Problem[] } {
  const explanations = new Explanations()
  const result = schema.safeParse(parsed.data, { error: explanations.errorMap })
  if (result.success) return { value: result.data }
  return { problems: zodProblems(result.error.issues, { parsed, explanations }) }
}

interface Context {
  readonly parsed: ParsedText
  readonly explanations: Explanations
}

function zodProblems(issues: readonly z.core.$ZodIssue[], context: Context): readonly Problem[] {
  const problems: Problem[] = []
  for (const issue of issues.flatMap((one) => issuesOfUnion(one, context.explanations)).filter(isTightest)) {
    problems.push(...issueProblems(issue, context))
    if (problems.length >= problemsMax) break
  }
  return inTextOrder(problems.slice(0, problemsMax))
}

/** Of several smallest values that one value is below, only the largest is right to suggest. */
function isTightest(issue: z.core.$ZodIssue, _at: number, all: readonly z.core.$ZodIssue[]): boolean {
  if (issue.code !== "too_small") return true
  const path = issue.path.join(".")
  return !all.some(
    (other) => other.code === "too_small" && other.path.join(".") === path && other.minimum > issue.minimum,
  )
}

function issueProblems(issue: z.core.$ZodIssue, context: Context): readonly Problem[] {
  const path = pathOf(issue)
  const explanation = context.explanations.of(issue)
  const made = issue.code === "custom" ? problemIn(issue.params) : undefined
  if (made !== undefined) return [problemAt(context.parsed, { ...made, path })]
  const mistake = issue.code === "custom" ? mistakeOf(issue.params) : undefined
  if (isMissing(path, { issue, mistake, context })) return [missingKey(issue, path, context)]
  if (mistake !== undefined) return [problemAt(context.parsed, { ...mistake, path })]
  switch (issue.code) {
    case "unrecognized_keys":
      return issue.keys.map((key) => unknownKey(key, { path, keys: explanation?.keys ?? [], context }))
    case "invalid_type":
      return [wrongType(issue, path, context)]
    case "invalid_value":
      return [unknownValue(issue.values.map(String), path, context)]
    case "invalid_union":
      return [unionProblem(issue, path, context)]
    case "too_small":
    case "too_big":
      return [outOfRange(issue, path, context)]
    case "invalid_key":
      return issue.issues.map((inner) => invalidKey(inner, path, context))
    default:
      return [problemAt(context.parsed, { code: "E-value-invalid", path, message: issueMessage(issue, context) })]
  }
}

function pathOf(issue: z.core.$ZodIssue): Path {
  return issue.path.map((step) => (typeof step === "number" ? step : String(step)))
}

/** The schema asked for a member that the document does not have. */
function isMissing(
  path: Path,
  { issue, mistake, context }: { issue: z.core.$ZodIssue; mistake: Mistake | undefined; context: Context },
): boolean {
  const mayBe = issue.code === "invalid_type" || issue.code === "invalid_value" || issue.code === "invalid_union"
  const isWhole = mistake !== undefined && mistake.path === undefined
  return path.length > 0 && (mayBe || isWhole) && context.parsed.nodeAt(path) === undefined
}

function missingKey(issue: z.core.$ZodIssue, path: Path, { parsed, explanations }: Context): Problem {
  const key = String(path.at(-1))
  const parent = path.slice(0, -1)
  const words =
    issue.code === "invalid_union" && optionsOf(issue).length > 0 ? oneOf(optionsOf(issue)) : expectedWords(issue)
  const example = issue.code === "custom" ? issue.params?.example : explanations.of(issue)?.example
  const addition = example === undefined ? undefined : additionOf(parsed, parent, { key, value: String(example) })
  const message = `missing key ${quote(key)} ${whereText(parent)}: ${words}`
  const problem = problemAt(parsed, { code: "E-missing-key", path: parent, message, expected: words, isKey: true })
  return addition === undefined ? problem : { ...problem, suggestion: addition }
}

function unknownKey(key: string, the: { path: Path; keys: readonly string[]; context: Context }): Problem {
  const { path, keys, context } = the
  const others = keys.filter((name) => context.parsed.nodeAt([...path, name]) === undefined)
  const known = keys.length === 0 ? "" : `; it may have ${keys.join(", ")}`
  return problemAt(context.parsed, {
    code: "E-unknown-key",
    path: [...path, key],
    message: `unknown key ${quote(key)} ${whereText(path)}${known}`,
    found: key,
    expected: keys.join(", "),
    isKey: true,
    suggestion: nearest(key, others),
  })
}

function wrongType(issue: z.core.$ZodIssueInvalidType, path: Path, context: Context): Problem {
  const input = context.explanations.of(issue)?.input
  const found = describeValue(input)
  const expected = expectedWords(issue)
  const code = typeof input === "number" && issue.expected === "int" ? "E-number-range" : "E-wrong-type"
  const message = `expected ${expected}, found ${found}`
  const suggestion = sameInRightType(input, issue.expected, { path, context })
  const problem = problemAt(context.parsed, { code, path, message, found, expected, suggestion })
  return issue.expected === "array" ? listAround(problem, path, context) : problem
}

/** `"3"` for 3, 42 for `"42"`, yes for true. */
function sameInRightType(
  input: unknown,
  expected: string,
  { path, context }: { path: Path; context: Context },
): string | number | boolean | undefined {
  const isNumber = expected === "number" || expected === "int"
  if (typeof input === "number" && expected === "int") return Math.round(input)
  if (typeof input === "string" && isNumber && input.trim() !== "" && Number.isFinite(Number(input)))
    return Number(input)
  if (typeof input === "string" && expected === "boolean") {
    if (/^(?:yes|on|y|true)$/i.test(input)) return true
    return /^(?:no|off|n|false)$/i.test(input) ? false : undefined
  }
  if (expected === "string" && (typeof input === "number" || typeof input === "boolean")) {
    return inlineText(context.parsed, context.parsed.nodeAt(path))?.text
  }
  return undefined
}

/** One thing where a list is needed: brackets make it one. */
function listAround(problem: Problem, path: Path, { parsed }: Context): Problem {
  const inline = inlineText(parsed, parsed.nodeAt(path))
  if (inline === undefined) return problem
  const text = `[${inline.text}]`
  const replace = { start: inline.start, end: inline.end }
  return { ...problem, suggestion: { text, replace, question: `did you mean the list ${text}` } }
}

function unknownValue(values: readonly string[], path: Path, context: Context): Problem {
  const input = valueAt(context.parsed.data, path)
  const found = describeValue(input)
  const expected = oneOf(values)
  return problemAt(context.parsed, {
    code: "E-unknown-value",
    path,
    message: `expected ${expected}, found ${found}`,
    found,
    expected,
    suggestion: typeof input === "string" ? nearest(input, values) : undefined,
  })
}

/** A discriminator with no such value, or a value of none of the types. */
function unionProblem(issue: z.core.$ZodIssueInvalidUnion, path: Path, context: Context): Problem {
  const input = valueAt(context.parsed.data, path)
  const found = describeValue(input)
  const options = optionsOf(issue)
  if (options.length > 0 && typeof input === "string") {
    const code = path.at(-1) === "kind" ? "E-unknown-kind" : "E-unknown-value"
    const message = `unknown ${String(path.at(-1) ?? "value")} ${quote(input)}; there are ${options.join(", ")}`
    const suggestion = nearest(input, options)
    return problemAt(context.parsed, { code, path, message, found: input, expected: options.join(", "), suggestion })
  }
  const expected = expectedWords(issue)
  const words = issue.errors.flat().flatMap((one) => (one.code === "invalid_value" ? one.values.map(String) : []))
  const suggestion = typeof input === "string" ? nearest(input, words) : undefined
  const code = suggestion === undefined ? "E-wrong-type" : "E-unknown-value"
  const message = `expected ${expected}, found ${found}`
  return problemAt(context.parsed, { code, path, message, found, expected, suggestion })
}

function optionsOf(issue: z.core.$ZodIssueInvalidUnion): readonly string[] {
  return "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
}

function outOfRange(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  path: Path,
  { parsed, explanations }: Context,
): Problem {
  const input = explanations.of(issue)?.input
  const [limit, side] = issue.code === "too_small" ? [issue.minimum, "at least"] : [issue.maximum, "at most"]
  const isInclusive = issue.inclusive !== false
  const exclusive = issue.code === "too_small" ? "more than" : "less than"
  const rule = `${isInclusive ? side : exclusive} ${limit}`
  if (typeof input === "number") {
    const suggestion = isInclusive ? Number(limit) : undefined
    const message = `must be ${rule}, found ${input}`
    return problemAt(parsed, {
      code: "E-number-range",
      path,
      message,
      found: String(input),
      expected: rule,
      suggestion,
    })
  }
  const noun = typeof input === "string" ? "characters" : "members"
  const size = typeof input === "string" || Array.isArray(input) ? `, found ${input.length}` : ""
  return problemAt(parsed, {
    code: "E-value-invalid",
    path,
    message: `must have ${rule} ${noun}${size}`,
    expected: rule,
  })
}

/** The key of a record is wrong: what its schema says about it, at the key. */
function invalidKey(inner: z.core.$ZodIssue, path: Path, context: Context): Problem {
  const mistake = inner.code === "custom" ? mistakeOf(inner.params) : undefined
  if (mistake !== undefined) return problemAt(context.parsed, { ...mistake, path, isKey: true })
  const key = String(path.at(-1))
  const words = inner.code === "invalid_value" ? inner.values.map(String) : []
  const message =
    words.length > 0 ? `unknown key ${quote(key)}; expected ${oneOf(words)}` : issueMessage(inner, context)
  return problemAt(context.parsed, {
    code: "E-unknown-key",
    path,
    message,
    found: key,
    isKey: true,
    suggestion: nearest(key, words),
  })
}

/** The schema's own sentence; zod's where it has none. */
function issueMessage(issue: z.core.$ZodIssue, { explanations }: Context): string {
  return explanations.of(issue) === undefined ? issue.message : `the value breaks a rule of the field (${issue.code})`
}

function valueAt(data: unknown, path: Path): unknown {
  return path.reduce<unknown>((value, step) => {
    return typeof value === "object" && value !== null
      ? new Map<string, unknown>(Object.entries(value)).get(String(step))
      : undefined
  }, data)
}
