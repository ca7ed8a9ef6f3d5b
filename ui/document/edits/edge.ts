import { parseLinkReference } from "../../../components/kit/reference.ts"
import { ruleFor } from "../../../scenarios/run/rules.ts"
import { namesIn } from "../names/estate.ts"
import { isValue, valueAt } from "../text/data.ts"
import type { Source } from "../text/source.ts"
import { after, remove, set } from "./draft.ts"
import type { EdgeEdit } from "./edit.ts"
import { refuse } from "./refusal.ts"

export type EdgeSection = "links" | "policies"

/** A rule of `links` or `policies` as the document has it. */
interface WrittenRule {
  readonly key: string
  readonly from: string
  readonly to: string
  readonly value: unknown
}

/** The rules of a section that have a key that is one. */
function rulesIn(data: unknown, section: EdgeSection): readonly WrittenRule[] {
  return Object.entries(Object(valueAt(data, [section]))).flatMap(([key, value]: [string, unknown]) => {
    const parsed = parseLinkReference(key)
    return "value" in parsed ? [{ key, from: parsed.value.from, to: parsed.value.to, value }] : []
  })
}

/** The key of the rule for exactly these two, whether it is there or not, and the rule that holds for them now. */
export function ruleOf(
  data: unknown,
  section: EdgeSection,
  { from, to }: { readonly from: string; readonly to: string },
) {
  const rules = rulesIn(data, section)
  const own = rules.find((rule) => rule.from === from && rule.to === to)
  return { key: own?.key ?? `${from} -> ${to}`, own, inForce: own ?? ruleFor(rules, from, to) }
}

/**
 * The text with a field of a rule set. Rules do not add up: one that is new begins with what held for these two before.
 */
export function withEdgeField(source: Source, edit: EdgeEdit): Source {
  const { data } = source.parsed
  const section = edit.do === "set-link" ? "links" : "policies"
  const names = namesIn(data)
  for (const side of [edit.from, edit.to])
    if (!side.endsWith("*") && !names.includes(side)) refuse("not-there", `there is no component "${side}"`)
  const { key, own, inForce } = ruleOf(data, section, edit)
  const path = [section, key, ...edit.field]
  if (edit.value === null)
    return own === undefined ? refuse("not-there", `there is no rule "${key}"`) : remove(source, path)
  if (own !== undefined || !isValue(inForce?.value)) return set(source, path, edit.value)
  return set(after(source, { do: "set", path: [section, key], value: inForce.value }), path, edit.value)
}
