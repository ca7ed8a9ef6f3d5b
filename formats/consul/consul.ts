import type { ParsedText } from "../../scenarios/text/parsed-text.ts"
import type { Problem } from "../../scenarios/text/problem.ts"
import { checkShape } from "../../scenarios/text/zod-problems.ts"
import { broken, hasErrors, type Imported, type ImportOptions, imported } from "../imported.ts"
import { Notes } from "../notes.ts"
import { consulDraft } from "./draft.ts"
import { type Instance, instancesOf } from "./instances.ts"
import { parseKeys } from "./keys.ts"
import { CONSUL_KEYS, consulSchema } from "./schema.ts"

/**
 * A service definition of Consul as a scenario: a registry with its checks, the service's replicas, and a caller that
 * finds them. Never throws for what the text holds. Sources: HashiCorp Consul, agent/config and agent/checks.
 */
export function importConsul(text: string, options: ImportOptions = {}): Imported {
  const { parsed, notes, instances } = read(text, options)
  if (hasErrors(parsed.problems) || hasErrors(notes.problems)) return broken(parsed, notes.problems)
  const draft = consulDraft(instances, notes)
  return hasErrors(notes.problems) ? broken(parsed, notes.problems) : imported(draft, notes)
}

/** The instances that a file registers, with Consul's defaults. */
export function readConsul(text: string): {
  readonly instances: readonly Instance[]
  readonly problems: readonly Problem[]
} {
  const { parsed, notes, instances } = read(text, {})
  return { instances, problems: [...parsed.problems, ...notes.problems] }
}

function read(
  text: string,
  { strict = false }: ImportOptions,
): { parsed: ParsedText; notes: Notes; instances: readonly Instance[] } {
  const parsed = parseKeys(text, CONSUL_KEYS)
  const notes = new Notes(parsed)
  if (hasErrors(parsed.problems)) return { parsed, notes, instances: [] }
  if (!isJson(text)) {
    const message = "Consul reads JSON, and this is none"
    if (strict) notes.error("E-value-invalid", [], message)
    else notes.warn("W-would-be-refused", [], message)
  }
  const shape = checkShape(consulSchema, parsed)
  if ("value" in shape) return { parsed, notes, instances: instancesOf(shape.value, notes) }
  for (const problem of shape.problems) notes.add(problem)
  return { parsed, notes, instances: [] }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
