import { describeValue, mistaken, type Parsed, quote } from "./mistake.ts"
import { readNumber } from "./number-text.ts"

/** Limits of a plain number; `above` is a limit that is not itself allowed. */
export interface NumberBounds {
  readonly min?: number
  readonly max?: number
  readonly above?: number
}

/** A plain number, given as one or as a text in a short form. */
export function parseNumber(input: unknown, bounds: NumberBounds = {}): Parsed<number> {
  return within(input, bounds, "a number")
}

/** A whole number; `1e6` is one. */
export function parseCount(input: unknown, bounds: NumberBounds = {}): Parsed<number> {
  const parsed = within(input, { min: 0, ...bounds }, "a whole number")
  if (!("value" in parsed) || Number.isSafeInteger(parsed.value)) return parsed
  const found = describeValue(input)
  return mistaken({
    code: "E-number-range",
    message: `expected a whole number, found ${found}`,
    found,
    expected: "a whole number",
    suggestion: Math.max(bounds.min ?? 0, Math.round(Math.min(parsed.value, Number.MAX_SAFE_INTEGER))),
  })
}

function within(input: unknown, bounds: NumberBounds, noun: string): Parsed<number> {
  const found = describeValue(input)
  const value = typeof input === "string" ? numberOf(input) : input
  if (typeof value !== "number") {
    return mistaken({ code: "E-wrong-type", message: `expected ${noun}, found ${found}`, found, expected: noun })
  }
  if (Number.isNaN(value)) return notANumber(input, noun)
  const rule = brokenRule(value, bounds)
  if (rule === undefined) return { value }
  const { text: expected, suggestion } = rule
  return mistaken({
    code: "E-number-range",
    message: `must be ${expected}, found ${found}`,
    found,
    expected,
    ...(suggestion === undefined ? {} : { suggestion }),
  })
}

function brokenRule(
  value: number,
  { min, max, above }: NumberBounds,
): { text: string; suggestion?: number } | undefined {
  if (!Number.isFinite(value)) return { text: "a finite number" }
  if (min !== undefined && value < min) return { text: `at least ${min}`, suggestion: min }
  if (max !== undefined && value > max) return { text: `at most ${max}`, suggestion: max }
  if (above !== undefined && value <= above) return { text: `more than ${above}` }
  return undefined
}

function numberOf(text: string): number {
  const number = readNumber(text.trim())
  return number === undefined || number.rest !== "" ? NaN : Number(number.text)
}

/** `2x` and `16 cores` are numbers with something after them; the number is what is wanted. */
function notANumber(input: unknown, noun: string): Parsed<number> {
  const number = typeof input === "string" ? readNumber(input.trim()) : undefined
  const found = typeof input === "string" ? quote(input) : "a value that is not a number"
  const message = `expected ${noun}, found ${found}`
  const suggestion = number === undefined ? {} : { suggestion: Number(number.text) }
  return mistaken({ code: "E-number-invalid", message, found, expected: noun, ...suggestion })
}
