import { OK } from "../lib/exit-codes.ts"
import { printJson } from "../lib/output.ts"
import { UserError } from "../lib/user-error.ts"

/** Prints a JSON Schema. */
export async function schema(what: string): Promise<number> {
  if (what === "scenario") printJson((await import("../../scenarios/document/published.ts")).publishedJsonSchema())
  else if (what === "report") printJson((await import("../../scenarios/report/json-schema.ts")).REPORT_SCHEMA)
  else throw new UserError(`there is a schema of: scenario, report; found "${what}"`)
  return OK
}
