import type * as z from "zod"
import { field } from "../../kit/field.ts"
import { describeValue, type Mistake, mistaken, moved, type Parsed, refused } from "../../kit/mistake.ts"
import { notationJsonSchema } from "../../kit/notation/json-schema.ts"
import type { Notation } from "../../kit/notation/notation.ts"
import { readNotation } from "../../kit/notation/read.ts"
import { longForm, shortForm } from "../../kit/notation/translate.ts"
import { registerTranslator, type Translator } from "../../kit/notations.ts"
import { parseRate } from "../../kit/units.ts"
import type { AnyArrivals } from "./contract.ts"
import * as leaves from "./index.ts"

/** An arrival process as read: its kind and what that kind's form built. Plain data. */
export interface ArrivalsPlan {
  readonly kind: string
  readonly plan: unknown
}

/** Every arrival process by kind. */
export const ARRIVALS: ReadonlyMap<string, AnyArrivals> = new Map(
  Object.values(leaves).map((leaf) => [leaf.kind, leaf]),
)

const notation: Notation<ArrivalsPlan> = {
  noun: "an arrival process",
  example: "poisson 800/s",
  kinds: new Map(
    [...ARRIVALS].map(([kind, leaf]) => {
      const forms = leaf.notation.forms.map((form) => ({
        ...form,
        build: (values: Parameters<typeof form.build>[0]): ArrivalsPlan => ({ kind, plan: form.build(values) }),
      }))
      return [kind, { ...leaf.notation, summary: leaf.summary, forms }]
    }),
  ),
}

/** `poisson 800/s`, `renewal gamma mean=10ms cv=2`, or the long object. */
export function arrivals(): z.ZodType<ArrivalsPlan, string | object> {
  return field(parseArrivals, { kind: "notation", notation: "arrivals" }, notationJsonSchema(notation))
}

/** What `fmt` needs for the hint `{ kind: "notation", notation: "arrivals" }`. */
export const arrivalsTranslator: Translator = {
  toShort: (input) => {
    if (typeof input !== "object" || input === null) return shortForm(input, notation)
    const { kind, ...members } = Object.fromEntries(Object.entries(input))
    const rest = ARRIVALS.get(String(kind))?.rest
    const behind = rest === undefined ? undefined : members[rest]
    if (behind === undefined) return shortForm(input, notation)
    return typeof behind === "string" && Object.keys(members).length === 1 ? `${String(kind)} ${behind}` : undefined
  },
  toLong: (input) => {
    const split = splitRest(input)
    return split === undefined ? longForm(input, notation) : { kind: split.kind, [split.name]: split.text }
  },
}

registerTranslator("arrivals", arrivalsTranslator)

export function parseArrivals(input: unknown): Parsed<ArrivalsPlan> {
  const kindless = rateAlone(input)
  if (kindless !== undefined) return mistaken(kindless)
  const split = splitRest(input)
  if (split === undefined) return readNotation(input, notation)
  const parsed = readNotation({ kind: split.kind, [split.name]: split.text }, notation)
  return "value" in parsed ? parsed : refused(parsed.mistakes.map((mistake) => inText(mistake, split)))
}

interface Rest {
  readonly kind: string
  /** Parameter that the rest of the text is. */
  readonly name: string
  readonly text: string
  readonly offset: number
}

/** A short text whose kind takes all that follows as one parameter. */
function splitRest(input: unknown): Rest | undefined {
  const match = typeof input === "string" ? /^\s*(\S+)\s+(?=\S)/.exec(input) : null
  if (typeof input !== "string" || match === null) return undefined
  const [whole, kind = ""] = match
  const name = ARRIVALS.get(kind)?.rest
  const text = input.slice(whole.length).trimEnd()
  return name === undefined || text.startsWith(`${name}=`) ? undefined : { kind, name, text, offset: whole.length }
}

/** A mistake in a member of the long object, as one in the short text it came from. */
function inText({ path: _, isKey: __, ...mistake }: Mistake, { offset, text }: Rest): Mistake {
  return moved(mistake, { offset, length: text.length })
}

/** `800/s` or 800: how evenly they come changes every queue, so it has to be said. */
function rateAlone(input: unknown): Mistake | undefined {
  const text = typeof input === "number" ? `${input}/s` : input
  if (typeof text !== "string" || !("value" in parseRate(text))) return undefined
  const message = `an arrival process needs its kind: poisson ${text} for independent users, constant ${text} for an even pace`
  return { code: "E-missing-parameter", message, found: describeValue(input), suggestion: `poisson ${text}` }
}
