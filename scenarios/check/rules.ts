import { nearest } from "../../components/kit/nearest.ts"
import { parseLinkReference } from "../../components/kit/reference.ts"
import type { EdgeRule } from "../plan.ts"
import { fits, rankOf } from "../run/rules.ts"
import { type CheckContext, listed } from "./context.ts"

export interface NamedRule extends EdgeRule {
  /** The key as it is written. */
  readonly key: string
}

/** The keys of `links` or `policies` as rules; keys that are no link are reported and left out. */
export function readRules(section: "links" | "policies", context: CheckContext): readonly NamedRule[] {
  return Object.keys(context.document[section]).flatMap((key) => {
    const parsed = parseLinkReference(key)
    if ("value" in parsed) return [{ key, from: parsed.value.from, to: parsed.value.to }]
    for (const mistake of parsed.mistakes) context.report({ ...mistake, path: [section, key], isKey: true })
    return []
  })
}

/** Every rule fits some call, and no call has two rules that fit equally well. */
export function checkRules(section: "links" | "policies", rules: readonly NamedRule[], context: CheckContext): void {
  const edges = new Map(context.calls.map((call) => [`${call.caller} -> ${call.to.component}`, call]))
  for (const rule of rules) {
    const path = [section, rule.key]
    for (const side of [rule.from, rule.to])
      if (!side.endsWith("*") && context.components[side] === undefined) unknownSide(rule, side, { path, context })
    const named = [rule.from, rule.to].every((side) => side.endsWith("*") || context.components[side] !== undefined)
    if (named && ![...edges.values()].some((call) => fits(rule, call.caller, call.to.component)))
      context.report({
        code: "E-rule-selects-nothing",
        path,
        isKey: true,
        message: `no component calls another as "${rule.key}" says`,
        found: rule.key,
      })
  }
  const tied = new Set<string>()
  for (const [edge, call] of edges) {
    const ranked = rules.filter((rule) => fits(rule, call.caller, call.to.component))
    const best = Math.max(...ranked.map(rankOf))
    const [first, second] = ranked.filter((rule) => rankOf(rule) === best)
    if (first === undefined || second === undefined || tied.has(`${first.key}, ${second.key}`)) continue
    tied.add(`${first.key}, ${second.key}`)
    context.report({
      code: "E-rule-tie",
      path: [section, second.key],
      isKey: true,
      message: `"${first.key}" and "${second.key}" fit the calls ${edge} equally well`,
      found: second.key,
    })
  }
}

function unknownSide(
  rule: NamedRule,
  side: string,
  { path, context }: { readonly path: readonly (string | number)[]; readonly context: CheckContext },
): void {
  const { names } = context
  context.report({
    code: "E-unknown-node",
    path,
    isKey: true,
    message: `there is no component "${side}"; there are ${listed(names)}`,
    found: side,
    suggestion: repaired(rule, side, names),
  })
}

function repaired(rule: NamedRule, side: string, names: readonly string[]): string | undefined {
  const meant = nearest(side, names)
  if (meant === undefined) return undefined
  return rule.from === side ? `${meant} -> ${rule.to}` : `${rule.from} -> ${meant}`
}
