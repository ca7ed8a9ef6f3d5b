import { describeValue, mistaken, mistakesOf, type Parsed, quote, refused } from "../../kit/mistake.ts"
import { nearest } from "../../kit/nearest.ts"
import type { Parameter } from "../../kit/notation/notation.ts"
import { parseDuration, parseRate } from "../../kit/units.ts"

/** Arrivals per second. */
export const rateParameter: Parameter = { parse: (input) => parseRate(input), written: "text", example: "800/s" }

/** A duration of at least `min`, in ns. */
export function durationParameter(min: "0ns" | "1ns", example: string): Parameter {
  return { parse: (input) => parseDuration(input, { min }), written: "text", example }
}

/** One of a few words. */
export function wordParameter(words: readonly [string, ...string[]]): Parameter {
  return {
    written: "text",
    example: words[0],
    parse: (input): Parsed<string> => {
      if (typeof input === "string" && words.includes(input.trim())) return { value: input.trim() }
      const meant = typeof input === "string" ? nearest(input.trim(), words) : undefined
      const found = describeValue(input)
      const expected = words.join(" or ")
      const code = typeof input === "string" ? "E-unknown-kind" : "E-wrong-type"
      const message = `expected ${expected}, found ${found}`
      return mistaken({ code, message, found, expected, ...(meant === undefined ? {} : { suggestion: meant }) })
    },
  }
}

interface Member {
  readonly name: string
  readonly parse: (input: unknown) => Parsed<number>
}

/** A mapping of two numbers, both required: `{ at: 0s, rate: 100/s }`. */
export function pairOf(first: Member, second: Member): (input: unknown) => Parsed<readonly [number, number]> {
  const expected = `${first.name} and ${second.name}`
  return (input) => {
    if (typeof input !== "object" || input === null || Array.isArray(input)) {
      const found = describeValue(input)
      return mistaken({
        code: "E-wrong-type",
        message: `expected a mapping with ${expected}, found ${found}`,
        found,
        expected,
      })
    }
    const members = new Map<string, unknown>(Object.entries(input))
    const names = [first.name, second.name]
    const stranger = [...members.keys()].find((key) => !names.includes(key))
    const absent = names.filter((name) => !members.has(name))
    if (stranger !== undefined) return mistaken(unknownMember(stranger, expected, absent))
    if (absent.length > 0)
      return mistaken({ code: "E-missing-parameter", message: `needs ${absent.join(" and ")}`, expected })
    const one = first.parse(members.get(first.name))
    const two = second.parse(members.get(second.name))
    if ("value" in one && "value" in two) return { value: [one.value, two.value] }
    return refused([...mistakesOf(one, first.name), ...mistakesOf(two, second.name)])
  }
}

function unknownMember(found: string, expected: string, absent: readonly string[]) {
  const meant = nearest(found, absent)
  return {
    code: "E-unknown-parameter" as const,
    message: `unknown parameter ${quote(found)}; expected ${expected}`,
    found,
    expected,
    path: [found],
    isKey: true,
    ...(meant === undefined ? {} : { suggestion: meant }),
  }
}
