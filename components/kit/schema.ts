import * as z from "zod"
import "./zod-config.ts"
import type { Bytes, Ns } from "../../engine/time.ts"
import type { KeysPlan } from "./distribution/keys.ts"
import { keysNotation } from "./distribution/keys.ts"
import type { DistributionPlan } from "./distribution/plan.ts"
import { field } from "./field.ts"
import { type FieldHint, withHint } from "./hint.ts"
import { notationJsonSchema } from "./notation/json-schema.ts"
import type { Notation } from "./notation/notation.ts"
import { readNotation } from "./notation/read.ts"
import {
  durationDistribution,
  numberDistributionNotation,
  registerTranslator,
  sizeDistributionNotation,
  translatorFor,
} from "./notations.ts"
import {
  type ComponentReference,
  type OperationReference,
  parseComponentReference,
  parseName,
  parseOperationReference,
  parseTargetReference,
  type TargetReference,
} from "./reference.ts"
import { bandwidthUnits, durationUnits, rateUnits, shareUnits, sizeUnits, type UnitFamily } from "./unit-families.ts"
import { type Bounds, parseQuantity } from "./units.ts"

/**
 * The pieces that components write their parameters with. Each carries its unit, bounds and form hint in its
 * metadata, so the JSON Schema, forms and docs follow. Give defaults in the document's words, with
 * `.prefault("250ms")` on these and `.default(2)` on counts, ratios and choices. Fields that are alike are one schema:
 * making schemas is most of what starting takes.
 */
type TextField<Output> = z.ZodType<Output, string>

/** `200ms`, `1h30m`; nanoseconds. */
export function duration(bounds: Bounds = {}): TextField<Ns> {
  return quantity(durationUnits, bounds)
}

/** `800/s`; per second. */
export function rate(bounds: Bounds = {}): TextField<number> {
  return quantity(rateUnits, bounds)
}

/** `64KiB`; bytes. */
export function bytes(bounds: Bounds = {}): TextField<Bytes> {
  return quantity(sizeUnits, bounds)
}

/** `5%`; a fraction from 0 to 1. */
export function share(bounds: Bounds = {}): TextField<number> {
  return quantity(shareUnits, bounds)
}

/** `100MB/s`, `1Gbit/s`; bytes per second. */
export function bandwidth(bounds: Bounds = {}): TextField<number> {
  return quantity(bandwidthUnits, bounds)
}

const quantities = new Map<string, TextField<number>>()

function quantity(family: UnitFamily, bounds: Bounds): TextField<number> {
  const hint: FieldHint = { kind: family.name, ...bounds }
  const key = JSON.stringify(hint)
  const before = quantities.get(key)
  if (before !== undefined) return before
  const jsonSchema = { type: "string", pattern: quantityPattern(family), examples: [family.example] }
  const made = field<number, string>((input) => parseQuantity(input, family, bounds), hint, jsonSchema)
  quantities.set(key, made)
  return made
}

/** What editors check: a number and one of the units. The parser knows more (order of compounds, bounds). */
function quantityPattern({ units, isCompound }: UnitFamily): string {
  const part = `\\s*[+]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?\\s*(${[...units.keys()].join("|")})`
  return isCompound ? `^(${part})+\\s*$` : `^${part}\\s*$`
}

const wholeNumber = withHint(z.int().min(0), { kind: "count" })

/** A whole number from 0; narrow it with `.min(1).max(16)`. */
export function count(): z.ZodInt {
  return wholeNumber
}

const plainNumber = withHint(z.number().min(0), { kind: "number" })

/** A plain number from 0, such as a multiplier; narrow it with `.min` and `.max`. */
export function ratio(): z.ZodNumber {
  return plainNumber
}

/** One of a few words. */
export function choice<const Words extends readonly [string, ...string[]]>(
  words: Words,
): z.ZodEnum<{ [Word in Words[number]]: Word }> {
  return withHint(z.enum(words), { kind: "choice" })
}

const durations = notationField<DistributionPlan, string | object>(durationDistribution, {
  kind: "distribution",
  notation: "distribution",
  of: "duration",
})

/** Durations: `lognormal p50=8ms p99=60ms`, `2ms`, or the long object; parameters in nanoseconds. */
export function distribution(): z.ZodType<DistributionPlan, string | object> {
  return durations
}

/** Sizes: `lognormal p50=2kB p99=64kB`, `1KiB`; bytes. */
export function sizeDistribution(): z.ZodType<DistributionPlan, string | object> {
  return notationField(sizeDistributionNotation, { kind: "distribution", notation: "distribution", of: "size" })
}

/** Plain numbers: `uniform 1..10`, `zipf n=1000 s=1.1`, `5`. */
export function numberDistribution(): z.ZodType<DistributionPlan, string | number | object> {
  return notationField(numberDistributionNotation, { kind: "distribution", notation: "distribution", of: "number" })
}

/** `zipf n=1e6 s=1.1`, `uniform n=1000`. */
export function keys(): z.ZodType<KeysPlan, string | object> {
  return notationField(keysNotation, { kind: "keys", notation: "keys" })
}

/** A field in any notation, which becomes known to `translatorOf`. */
export function notationField<Output, Input>(notation: Notation<Output>, hint: FieldHint): z.ZodType<Output, Input> {
  if (hint.notation !== undefined && hint.of === undefined) registerTranslator(hint.notation, translatorFor(notation))
  return field<Output, Input>((input) => readNotation(input, notation), hint, notationJsonSchema(notation))
}

/** A name as such; also for the keys of a `z.record`. */
export function name(): z.ZodType<string, string> {
  return field<string, string>(parseName, { kind: "name" }, { type: "string" })
}

/** `ledger`. */
export function componentRef(): TextField<ComponentReference> {
  return field(parseComponentReference, { kind: "reference", refersTo: "component" }, { type: "string" })
}

/** `ledger.insert` or `ledger`. */
export function operationRef(): TextField<OperationReference> {
  return field(parseOperationReference, { kind: "reference", refersTo: "operation" }, { type: "string" })
}

/** What a fault strikes: `ledger`, `ledger[2]`, `pay-*`, `pay -> ledger`, `zone:eu`. */
export function targetRef(): TextField<TargetReference> {
  return field(parseTargetReference, { kind: "reference", refersTo: "target" }, { type: "string" })
}
