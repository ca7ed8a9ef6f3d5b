import { type Parsed, quote } from "../../components/kit/mistake.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { parseNumber } from "../../components/kit/numbers.ts"
import { shareUnits } from "../../components/kit/unit-families.ts"
import { parseDuration, parseQuantity, parseRate, parseShare } from "../../components/kit/units.ts"
import { OUTCOMES, type OutcomeName } from "../../engine/frames/outcome.ts"
import { type ObjectiveMistake, ObjectiveRefusal, refuse } from "./mistakes.ts"
import type { Comparison, Measure, Objective, ObjectiveNames, ObjectiveTarget, Statistic } from "./objective.ts"
import { Reader } from "./reader.ts"
import { readTarget, requireMeasure } from "./targets.ts"
import type { Word } from "./words.ts"

/**
 * Reads one objective against the names of its scenario. The grammar:
 *
 *     objective   = ( measured , comparison , limit ) | recovery ;
 *     measured    = statistic , "latency" , "of" , target          (limit: duration)
 *                 | "success" , "of" , target                      (limit: share)
 *                 | "errors" , "of" , target                       (limit: share)
 *                 | "share" , "of" , outcome , "in" , target       (limit: share)
 *                 | "rate" , "of" , target                         (limit: rate; of successes)
 *                 | "utilisation" , "of" , component               (limit: share)
 *                 | ( "mean" | "max" ) , "queue" , "of" , component (limit: number)
 *                 | "retries" , "of" , target                      (limit: share, may pass 100%)
 *                 | "hit" , "ratio" , "of" , component ;           (limit: share)
 *     recovery    = "recovers" , "within" , duration , "of" , "last" , "fault" ;
 *     statistic   = "p" , number | "mean" | "max" ;                (p50, p99.9; above 0, below 100)
 *     target      = component | component , "." , operation | link ;
 *     link        = component , "->" , component ;
 *     comparison  = "<" | "<=" | ">" | ">=" ;
 *     outcome     = "ok" | "error" | "timeout" | … ;               (DESIGN's closed list)
 *
 * Words are separated by spaces; a target may be quoted. Offsets of mistakes are those of `text`.
 */
export function parseObjective(
  text: string,
  names: ObjectiveNames,
): { readonly value: Objective } | { readonly mistake: ObjectiveMistake } {
  try {
    return { value: readObjective(new Reader(text), names) }
  } catch (error) {
    if (error instanceof ObjectiveRefusal) return { mistake: error.mistake }
    throw error
  }
}

const firstWords = [
  "success",
  "errors",
  "share",
  "rate",
  "utilisation",
  "retries",
  "hit",
  "recovers",
  "mean",
  "max",
] as const
const firstWordsExpected =
  "a measure such as p99 latency, success, errors, share, rate, utilisation, queue, retries, hit ratio or recovers"

function readObjective(reader: Reader, names: ObjectiveNames): Objective {
  const first = reader.peek()
  if (first !== undefined && /^p\d/.test(first.text)) {
    const statistic = quantile(reader.take("a percentile"))
    return latency({ reader, names, statistic })
  }
  if (first?.text === "latency") {
    const at = { offset: first.offset, length: first.length }
    refuse({
      code: "E-objective-syntax",
      message: "latency needs a statistic: p99, mean or max before it",
      at,
      suggestion: "p99 latency",
    })
  }
  const word = reader.word(firstWords, firstWordsExpected)
  switch (word) {
    case "mean":
    case "max":
      return statisticOf(word, { reader, names })
    case "share":
      return outcomeShare(reader, names)
    case "recovers":
      return recovery(reader, names)
    case "hit":
      reader.word(["ratio"])
      return {
        measure: "hit-ratio",
        ...rest("hit-ratio", { reader, names, parse: parseShare, noun: "a share such as 90%" }),
      }
    case "retries":
      return { measure: word, ...rest(word, { reader, names, parse: parseOpenShare, noun: "a share such as 5%" }) }
    case "rate":
      return { measure: word, ...rest(word, { reader, names, parse: parseRate, noun: "a rate such as 700/s" }) }
    default:
      return { measure: word, ...rest(word, { reader, names, parse: parseShare, noun: "a share such as 99.9%" }) }
  }
}

interface Reading {
  readonly reader: Reader
  readonly names: ObjectiveNames
}

/** `of <target> <comparison> <limit>`. */
function rest(
  measure: Measure,
  {
    reader,
    names,
    parse,
    noun,
    preposition = "of",
  }: Reading & {
    parse: (input: unknown) => Parsed<number>
    noun: string
    preposition?: "of" | "in"
  },
): { target: ObjectiveTarget; comparison: Comparison; limit: number } {
  reader.word([preposition])
  const found = readTarget(reader, names)
  requireMeasure(measure, found, names)
  const comparison = reader.comparison()
  return { target: found.target, comparison, limit: reader.limit(parse, noun) }
}

function latency({ reader, names, statistic }: Reading & { statistic: Statistic }): Objective {
  reader.word(["latency"])
  const parse = (input: unknown) => parseDuration(input)
  return {
    measure: "latency",
    statistic,
    ...rest("latency", { reader, names, parse, noun: "a duration such as 300ms" }),
  }
}

function statisticOf(of: "mean" | "max", { reader, names }: Reading): Objective {
  if (reader.peek()?.text === "latency") return latency({ reader, names, statistic: { of } })
  reader.word(["queue", "latency"])
  const parse = (input: unknown) => parseNumber(input, { min: 0 })
  return {
    measure: "queue",
    statistic: { of },
    ...rest("queue", { reader, names, parse, noun: "a number such as 100" }),
  }
}

function quantile(word: Word): Statistic {
  const percent = /^p(\d{1,2}(?:\.\d{1,4})?)$/.exec(word.text)?.[1]
  // Digits are shifted in the text, so that p99.9 is 0.999 and not a neighbour of it.
  const value = percent === undefined ? Number.NaN : Number(`${percent}e-2`)
  if (value > 0 && value < 1) return { of: "quantile", quantile: value }
  const expected = "a percentile above p0 and below p100 with at most four decimals, such as p99 or p99.9"
  const message = `expected ${expected}, found ${quote(word.text)}`
  return refuse({ code: "E-objective-syntax", message, at: word, found: word.text, expected })
}

function outcomeShare(reader: Reader, names: ObjectiveNames): Objective {
  reader.word(["of"])
  const found = reader.take("an outcome such as timeout")
  const outcome = OUTCOMES.find((name) => name === found.text)
  if (outcome === undefined) return unknownOutcome(found)
  const parts = rest("share", { reader, names, parse: parseShare, noun: "a share such as 1%", preposition: "in" })
  return { measure: "share", outcome, ...parts }
}

/** Names that other tools use for the same ends. */
const otherOutcomeNames: ReadonlyMap<string, OutcomeName> = new Map([
  ["success", "ok"],
  ["timed-out", "timeout"],
  ["canceled", "cancelled"],
  ["throttled", "rate-limited"],
])

function unknownOutcome(found: Word): never {
  return refuse({
    code: "E-objective-unknown-outcome",
    message: `unknown outcome ${quote(found.text)}; there are ${OUTCOMES.join(", ")}`,
    at: found,
    found: found.text,
    expected: OUTCOMES.join(", "),
    suggestion: otherOutcomeNames.get(found.text) ?? nearest(found.text, OUTCOMES),
  })
}

/** A share without the upper bound of 100%. */
function parseOpenShare(input: unknown): Parsed<number> {
  return parseQuantity(input, shareUnits, { max: "100000%" })
}

function recovery(reader: Reader, names: ObjectiveNames): Objective {
  reader.word(["within"])
  const word = reader.take("a duration such as 30s")
  const limit = reader.quantity(parseDuration(word.text), word)
  reader.word(["of"])
  reader.word(["last"])
  const fault = reader.take('"fault"')
  if (fault.text !== "fault") reader.unexpected(fault, '"fault"', nearest(fault.text, ["fault"]))
  reader.end()
  if (names.faultCount > 0) return { measure: "recovery", limit }
  const message = "the scenario has no faults, so there is nothing to recover from"
  return refuse({ code: "E-objective-selects-nothing", message, at: { offset: 0, length: reader.text.length } })
}
