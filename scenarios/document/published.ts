import { type JsonSchema, scenarioJsonSchema } from "./json-schema.ts"
import { withSharedParts } from "./shared-parts.ts"

/** The schema of scenarios as it is published: a third of the size of what forms and formatting look things up in. */
export function publishedJsonSchema(): JsonSchema {
  return withSharedParts(scenarioJsonSchema())
}
