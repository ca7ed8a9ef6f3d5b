import { ruleFor } from "../run/rules.ts"
import type { CheckContext } from "./context.ts"
import type { NamedRule } from "./rules.ts"

/** Who does something for each connection of its callers is called over links that have connections. */
export function checkConnections(links: readonly NamedRule[], context: CheckContext): void {
  for (const call of context.calls) {
    const callee = call.to.component
    const parameter = context.definition(callee)?.seesConnections?.(context.components[callee]?.params)
    if (parameter === undefined) continue
    const rule = ruleFor(links, call.caller, callee)
    if (rule !== undefined && context.document.links[rule.key]?.connections !== undefined) continue
    const edge = `${call.caller} -> ${callee}`
    context.report({
      code: "E-no-connections",
      path: ["components", callee, parameter],
      message: `"${callee}" goes by its callers' connections, and the way ${edge} has none: links: { "${edge}": { connections: {} } }`,
    })
  }
}
