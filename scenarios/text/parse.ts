import { parseDocument } from "yaml"
import { convertDocument } from "./convert.ts"
import { guardText } from "./guard.ts"
import { defaultLimits, type TextLimits } from "./limits.ts"
import { ParsedText } from "./parsed-text.ts"
import { Places } from "./place.ts"
import { inTextOrder } from "./problem.ts"
import { syntaxProblems } from "./syntax-problems.ts"

/**
 * Reads YAML 1.2 or JSON. Never throws for any text and takes time in proportion to it. Anchors and aliases are
 * followed within limits; merge keys, tags, directives, several documents, duplicate and reserved keys and
 * numbers without a finite value are refused.
 */
export function parseText(text: string, limits: TextLimits = defaultLimits): ParsedText {
  const guarded = guardText(text, limits)
  if (guarded.length > 0) return new ParsedText({ text, data: undefined, problems: guarded, document: undefined })
  // Duplicate keys are looked for by convertDocument, because the library compares every key with every other.
  const document = parseDocument(text, {
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
    schema: "core",
    merge: false,
  })
  const syntax = syntaxProblems(text, [...document.errors, ...document.warnings])
  if (syntax.length > 0) return new ParsedText({ text, data: undefined, problems: syntax, document })
  const { data, problems } = convertDocument(document, { places: new Places(text), limits })
  return new ParsedText({ text, data, problems: inTextOrder(problems), document })
}
