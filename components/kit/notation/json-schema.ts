import type { Notation, NotationKind } from "./notation.ts"
import { exampleOf } from "./read-short.ts"

/** The JSON Schema of a notation: the short text, the bare number where one will do, and an object for each kind. */
export function notationJsonSchema<Output>(notation: Notation<Output>): Readonly<Record<string, unknown>> {
  const bare = notation.kinds.get(notation.bare ?? "")
  const takesNumbers = bare?.parameters[bare.positional ?? ""]?.written === "number"
  const examples = [...notation.kinds]
    .filter(([, kind]) => hasShortForm(kind))
    .map(([name, kind]) => exampleOf(name, kind))
  return {
    anyOf: [
      { type: "string", examples },
      ...(takesNumbers ? [{ type: "number" }] : []),
      ...[...notation.kinds].map(([name, kind]) => kindJsonSchema(name, kind)),
    ],
  }
}

function hasShortForm<Output>(kind: NotationKind<Output>): boolean {
  return (kind.forms[0]?.required ?? []).every((name) => kind.parameters[name]?.written !== "structure")
}

function kindJsonSchema<Output>(name: string, kind: NotationKind<Output>): Readonly<Record<string, unknown>> {
  const parameters = Object.entries(kind.parameters).map(([parameter, { written, example }]) => [
    parameter,
    written === "structure"
      ? { type: "array", description: `${parameter} of ${name}, a list` }
      : {
          type: written === "text" ? "string" : "number",
          description: `${parameter} of ${name}, such as ${example}`,
          examples: [written === "text" ? example : Number(example)],
        },
  ])
  const forms = kind.forms.map(({ required }) => ({ required: ["kind", ...required] }))
  return {
    type: "object",
    description: kind.summary,
    properties: { kind: { const: name }, ...Object.fromEntries(parameters) },
    additionalProperties: false,
    ...(forms.length === 1 ? forms[0] : { oneOf: forms }),
  }
}
