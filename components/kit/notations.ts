import { keysNotation } from "./distribution/keys.ts"
import { distributionNotation } from "./distribution/kinds.ts"
import { durationValues, numberValues, sizeValues } from "./distribution/parameters.ts"
import type { FieldHint } from "./hint.ts"
import { longForm, shortForm } from "./notation/translate.ts"

export const durationDistribution = distributionNotation(durationValues)
export const sizeDistributionNotation = distributionNotation(sizeValues)
export const numberDistributionNotation = distributionNotation(numberValues)

/** Both directions of a field that has a short and a long form; undefined where there is no such form. */
export interface Translator {
  readonly toShort: (input: unknown) => string | number | undefined
  readonly toLong: (input: unknown) => Readonly<Record<string, unknown>> | undefined
}

/** How `fmt` translates the field with this hint; undefined for a field with one form only. */
export function translatorOf({ notation, of }: FieldHint): Translator | undefined {
  if (notation === "keys") {
    return { toShort: (input) => shortForm(input, keysNotation), toLong: (input) => longForm(input, keysNotation) }
  }
  if (notation !== "distribution") return undefined
  const distribution =
    of === "size" ? sizeDistributionNotation : of === "number" ? numberDistributionNotation : durationDistribution
  return { toShort: (input) => shortForm(input, distribution), toLong: (input) => longForm(input, distribution) }
}
