import { keysNotation } from "./distribution/keys.ts"
import { distributionNotation } from "./distribution/kinds.ts"
import { durationValues, numberValues, sizeValues } from "./distribution/parameters.ts"
import type { FieldHint } from "./hint.ts"
import type { Notation } from "./notation/notation.ts"
import { longForm, shortForm } from "./notation/translate.ts"

export const durationDistribution = distributionNotation(durationValues)
export const sizeDistributionNotation = distributionNotation(sizeValues)
export const numberDistributionNotation = distributionNotation(numberValues)

/** Both directions of a field that has a short and a long form; undefined where there is no such form. */
export interface Translator {
  readonly toShort: (input: unknown) => string | number | undefined
  readonly toLong: (input: unknown) => Readonly<Record<string, unknown>> | undefined
}

const translators = new Map<string, Translator>([
  ["distribution of durations", translatorFor(durationDistribution)],
  ["distribution of sizes", translatorFor(sizeDistributionNotation)],
  ["distribution of numbers", translatorFor(numberDistributionNotation)],
  ["keys", translatorFor(keysNotation)],
])

/** Makes a notation's two directions known under the name that its fields' hints have. Called where it is declared. */
export function registerTranslator(notation: string, translator: Translator): void {
  translators.set(notation, translator)
}

export function translatorFor<Output>(notation: Notation<Output>): Translator {
  return { toShort: (input) => shortForm(input, notation), toLong: (input) => longForm(input, notation) }
}

/** How `fmt` translates the field with this hint; undefined for a field with one form only. */
export function translatorOf({ notation = "", of }: FieldHint): Translator | undefined {
  return translators.get(of === undefined ? notation : `${notation} of ${of}s`)
}
