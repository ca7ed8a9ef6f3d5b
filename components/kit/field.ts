import * as z from "zod"
import "./zod-config.ts"
import { type FieldHint, withHint } from "./hint.ts"
import type { Mistake, Parsed } from "./mistake.ts"

/**
 * A zod field that one of our parsers reads. Each mistake becomes a `custom` issue with `params: { mistake, example }`,
 * which scenarios/text turns into a problem with its place. `Input` is what the document may hold.
 */
export function field<Output, Input>(
  parse: (input: unknown) => Parsed<Output>,
  hint: FieldHint,
  jsonSchema: Readonly<Record<string, unknown>>,
): z.ZodType<Output, Input> {
  const [example] = Array.isArray(jsonSchema.examples) ? jsonSchema.examples : []
  const schema = withHint(z.unknown(), hint, jsonSchema).transform((input, context): Output => {
    const parsed = parse(input)
    if ("value" in parsed) return parsed.value
    for (const mistake of parsed.mistakes) {
      context.issues.push({
        code: "custom",
        input,
        message: mistake.message,
        params: { mistake, example },
        path: [...(mistake.path ?? [])],
      })
    }
    return z.NEVER
  })
  // The unit door: the parser decides what it accepts; builders of documents are held to `Input`.
  return schema as z.ZodType<unknown, unknown> as z.ZodType<Output, Input>
}

/** The mistake in the parameters of a custom issue. */
export function mistakeOf(params: Readonly<Record<string, unknown>> | undefined): Mistake | undefined {
  // The registry's door: only `field` writes this key.
  return params?.mistake as Mistake | undefined
}
