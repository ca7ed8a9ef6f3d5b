import { matchesPattern } from "../kit/reference.ts"
import type { AccessRule, MeshParams } from "./parameters.ts"

/** A request at the sidecar of a member. */
export interface Visitor {
  readonly member: string
  /** The member that calls, where its certificate says so. */
  readonly from: string | undefined
  readonly operation: string
}

export interface AccessRules {
  readonly access: readonly AccessRule[]
  readonly accessOrder: MeshParams["accessOrder"]
}

/** Whether the rules let a request in. Without a rule that fits, whoever is not kept out by the others' allowance may. */
export function mayEnter({ access, accessOrder }: AccessRules, visitor: Visitor): boolean {
  return accessOrder === "deny-first" ? isLetIn(access, visitor) : isMostExactlyAllowed(access, visitor)
}

/** The rule that has somebody else asked about a request: the first that fits, by its place; below 0 where none does. */
export function ruleToAsk({ access }: Pick<AccessRules, "access">, visitor: Visitor): number {
  return access.findIndex((rule) => rule.action === "custom" && fits(rule, visitor))
}

/** Istio: a deny that fits, or allows for the member of which none fits, keep it out. */
function isLetIn(rules: readonly AccessRule[], visitor: Visitor): boolean {
  if (rules.some((rule) => rule.action === "deny" && fits(rule, visitor))) return false
  const allows = rules.filter(({ action, to }) => action === "allow" && exactnessOf(to, visitor.member) >= 0)
  return allows.length === 0 || allows.some((rule) => fits(rule, visitor))
}

/** Consul: of the rules that fit, the one with the most exact callee decides, then the most exact caller; a deny goes first. */
function isMostExactlyAllowed(rules: readonly AccessRule[], visitor: Visitor): boolean {
  let best: { readonly rank: number; readonly allows: boolean } | undefined
  for (const rule of rules) {
    if (rule.action === "custom" || !fits(rule, visitor)) continue
    const rank = exactnessOf(rule.to, visitor.member) * EXACT * 2 + exactnessOf(rule.from ?? ["*"], visitor.from ?? "")
    const allows = rule.action === "allow"
    if (best === undefined || rank > best.rank || (rank === best.rank && !allows)) best = { rank, allows }
  }
  return best?.allows ?? true
}

function fits(rule: AccessRule, { member, from, operation }: Visitor): boolean {
  if (exactnessOf(rule.to, member) < 0) return false
  if (rule.operations !== undefined && !rule.operations.includes(operation)) return false
  return rule.from === undefined || (from !== undefined && exactnessOf(rule.from, from) >= 0)
}

/** Above the length of any name. */
const EXACT = 1000

/** Of the patterns that fit the most exact: a name, a longer prefix, a shorter one, `*`; below 0 where none fits. */
function exactnessOf(patterns: readonly string[], name: string): number {
  const fitting = patterns.filter((pattern) => matchesPattern(pattern, name))
  return Math.max(-1, ...fitting.map((pattern) => (pattern.endsWith("*") ? pattern.length - 1 : EXACT)))
}
