import { matchesPattern } from "../../components/kit/reference.ts"
import type { EdgeRule } from "../plan.ts"

/** How exactly a pattern names something: a name before a prefix, a longer prefix before a shorter, `*` last. */
function exactness(pattern: string): number {
  if (pattern === "*") return 0
  return pattern.endsWith("*") ? pattern.length - 1 : 1000
}

/** Rank of a rule among those that fit: exact names on both sides come first, then the more telling patterns. */
export function rankOf(rule: EdgeRule): number {
  return exactness(rule.from) + exactness(rule.to)
}

export function fits(rule: EdgeRule, from: string, to: string): boolean {
  return matchesPattern(rule.from, from) && matchesPattern(rule.to, to)
}

/**
 * The rule for calls from one component to another: the most exact one that fits. Two of equal rank are refused when
 * the scenario is checked, so the first found is the only one.
 */
export function ruleFor<R extends EdgeRule>(rules: readonly R[], from: string, to: string): R | undefined {
  let best: R | undefined
  for (const rule of rules) {
    if (fits(rule, from, to) && (best === undefined || rankOf(rule) > rankOf(best))) best = rule
  }
  return best
}

/** Rules to be asked often: those without patterns, which go before all others, are found by their names. */
export class RuleIndex<R extends EdgeRule> {
  private readonly exact = new Map<string, R>()
  private readonly patterns: R[] = []

  constructor(rules: readonly R[]) {
    for (const rule of rules) {
      if (rule.from.endsWith("*") || rule.to.endsWith("*")) this.patterns.push(rule)
      else this.exact.set(`${rule.from} -> ${rule.to}`, rule)
    }
  }

  /** The most exact rule that fits. */
  for(from: string, to: string): R | undefined {
    return this.between(from, to) ?? ruleFor(this.patterns, from, to)
  }

  /** The rule that names both sides. */
  between(from: string, to: string): R | undefined {
    return this.exact.get(`${from} -> ${to}`)
  }
}
