import { assert } from "../../engine/assert.ts"

/** Everything that can be wrong with one value. `scenarios/text/codes/values.ts` explains each. */
export type MistakeCode =
  | "E-unit-missing"
  | "E-unit-unknown"
  | "E-unit-wrong"
  | "E-number-range"
  | "E-number-invalid"
  | "E-wrong-type"
  | "E-name-invalid"
  | "E-reference-invalid"
  | "E-unknown-kind"
  | "E-unknown-parameter"
  | "E-missing-parameter"
  | "E-parameter-conflict"
  | "E-text-unexpected"
  | "E-release-in-branch"

/** Part of a text, in UTF-16 code units. */
export interface Span {
  readonly offset: number
  readonly length: number
}

/** A user's mistake in one value, before anyone knows where in a file the value stands. */
export interface Mistake {
  readonly code: MistakeCode
  /** One sentence without a full stop: what was expected and what was found. */
  readonly message: string
  readonly found?: string
  readonly expected?: string
  /** The part of the text that is wrong; absent where the whole value is. */
  readonly at?: Span
  /** Put in place of `at`, or of the whole value, it works. Text stands for text, a number for a number. */
  readonly suggestion?: string | number | boolean
  /** Where the value is an object or a list: the member that is wrong. */
  readonly path?: readonly (string | number)[]
  /** The mistake is the name of the last member of `path`, not its value. */
  readonly isKey?: boolean
}

/** What every parser of a value gives: the value, or at least one mistake. */
export type Parsed<Value> = { readonly value: Value } | { readonly mistakes: readonly [Mistake, ...Mistake[]] }

export function mistaken(mistake: Mistake): { readonly mistakes: readonly [Mistake] } {
  return { mistakes: [mistake] }
}

/** The refusal that several mistakes make; there must be one. */
export function refused(mistakes: readonly Mistake[]): { readonly mistakes: readonly [Mistake, ...Mistake[]] } {
  const [first, ...more] = mistakes
  assert(first !== undefined, "a refusal has at least one mistake")
  return { mistakes: [first, ...more] }
}

/** The mistakes of the member `key`; none where it was read. */
export function mistakesOf(parsed: Parsed<unknown>, key: string | number): readonly Mistake[] {
  return "value" in parsed ? [] : parsed.mistakes.map((mistake) => moved(mistake, { key }))
}

/** The mistakes of a part, as mistakes of the text or object that contains it. */
export function moved(mistake: Mistake, by: { offset?: number; length?: number; key?: string | number }): Mistake {
  const { offset, length, key } = by
  return {
    ...mistake,
    ...(offset === undefined
      ? {}
      : { at: { offset: offset + (mistake.at?.offset ?? 0), length: mistake.at?.length ?? length ?? 0 } }),
    ...(key === undefined ? {} : { path: [key, ...(mistake.path ?? [])] }),
  }
}

/** Longer texts are cut in messages (chosen). */
const quotedLengthMax = 40

/** A text in quotes, cut where it is long. */
export function quote(text: string): string {
  return text.length <= quotedLengthMax ? `"${text}"` : `"${text.slice(0, quotedLengthMax - 1)}…"`
}

/** A value in words: `the number 200`, `the text "fast"`, `a list`, `nothing`. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null) return "nothing"
  if (typeof value === "number") return `the number ${value}`
  if (typeof value === "string") return `the text ${quote(value)}`
  if (typeof value === "boolean") return String(value)
  return Array.isArray(value) ? "a list" : "a mapping"
}
