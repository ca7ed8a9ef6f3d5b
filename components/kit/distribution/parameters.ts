import { describeValue, mistaken, mistakesOf, type Parsed, refused } from "../mistake.ts"
import type { Parameter } from "../notation/notation.ts"
import { type NumberBounds, parseCount, parseNumber } from "../numbers.ts"
import type { FileReference } from "../reference.ts"
import { parseDuration, parseShare, parseSize } from "../units.ts"

/** What the values of a distribution are: how each is written and read. */
export interface ValueKind {
  readonly name: "duration" | "size" | "number"
  /** With its article, for messages. */
  readonly noun: string
  /** A small, a middling and a large value. */
  readonly examples: readonly [string, string, string]
  readonly parse: (input: unknown) => Parsed<number>
}

export const durationValues: ValueKind = {
  name: "duration",
  noun: "a duration",
  examples: ["2ms", "8ms", "60ms"],
  parse: (input) => parseDuration(input),
}

export const sizeValues: ValueKind = {
  name: "size",
  noun: "a size",
  examples: ["1kB", "2kB", "64kB"],
  parse: (input) => parseSize(input),
}

export const numberValues: ValueKind = {
  name: "number",
  noun: "a number",
  examples: ["1", "5", "20"],
  parse: (input) => parseNumber(input, { min: 0 }),
}

/** A parameter in the unit of the distribution's values: at least 0. */
export function valueParameter(values: ValueKind, size: 0 | 1 | 2): Parameter {
  return { parse: values.parse, written: values.name === "number" ? "number" : "text", example: values.examples[size] }
}

/** The same, but not 0: the distribution would have no shape. */
export function positiveValue(values: ValueKind, size: 0 | 1 | 2): Parameter {
  return {
    ...valueParameter(values, size),
    parse: (input) => {
      const parsed = values.parse(input)
      if (!("value" in parsed) || parsed.value > 0) return parsed
      return mistaken({
        code: "E-number-range",
        message: `must be more than 0, found ${String(input)}`,
        found: String(input),
      })
    },
  }
}

export function numberBetween(bounds: NumberBounds, example: string): Parameter {
  return { parse: (input) => parseNumber(input, bounds), written: "number", example }
}

export function countBetween(bounds: NumberBounds, example: string): Parameter {
  return { parse: (input) => parseCount(input, bounds), written: "number", example }
}

/** A file with one value a line. */
export function csvFile(values: ValueKind, example: string): Parameter {
  return {
    parse: (input): Parsed<FileReference> => {
      const path = typeof input === "string" ? input.trim() : ""
      if (path !== "") return { value: { refersTo: "file", path, of: values.name } }
      const found = describeValue(input)
      const expected = `the name of a file such as ${example}`
      return mistaken({ code: "E-wrong-type", message: `expected ${expected}, found ${found}`, found, expected })
    },
    written: "text",
    example,
  }
}

/** Relative weights: numbers or shares; they are divided by their sum. */
export function parseWeight(input: unknown): Parsed<number> {
  const isShare = typeof input === "string" && input.trimEnd().endsWith("%")
  const parsed = isShare ? parseShare(input) : parseNumber(input, { above: 0 })
  if (!("value" in parsed) || parsed.value > 0) return parsed
  return mistaken({ code: "E-number-range", message: `must be more than 0%, found ${String(input)}` })
}

/** Longer lists belong in a file (chosen). */
const listLengthMax = 10_000

/** A list with at least one member, each read by `parse`; for what has no short form. */
export function listOf<Item>(noun: string, parse: (input: unknown) => Parsed<Item>): Parameter {
  return {
    written: "structure",
    example: "",
    parse: (input): Parsed<readonly Item[]> => {
      if (!Array.isArray(input) || input.length === 0 || input.length > listLengthMax) {
        const found = Array.isArray(input) ? `a list of ${input.length}` : describeValue(input)
        const expected = `a list of 1 to ${listLengthMax} ${noun}`
        return mistaken({ code: "E-wrong-type", message: `expected ${expected}, found ${found}`, found, expected })
      }
      const items = input.map((item: unknown) => parse(item))
      const mistakes = items.flatMap(mistakesOf)
      return mistakes.length > 0
        ? refused(mistakes)
        : { value: items.flatMap((item) => ("value" in item ? [item.value] : [])) }
    },
  }
}
