import { matchesPattern } from "../../components/kit/reference.ts"
import { agentCalls, type CheckContext } from "./context.ts"
import type { NamedRule } from "./rules.ts"

/** What is said of the calls of members is about calls that they make, and nothing that their sidecars do for them. */
export function checkMembers(policies: readonly NamedRule[], context: CheckContext): void {
  for (const name of context.names) checkTraffic(name, context)
  for (const { key, from, to } of policies) {
    const { discovery, health } = context.document.policies[key] ?? {}
    const caller = context.calls.find(
      (call) =>
        matchesPattern(from, call.caller) &&
        matchesPattern(to, call.to.component) &&
        call.from !== agentCalls &&
        context.components[call.caller]?.proxy !== undefined,
    )?.caller
    if (caller === undefined) continue
    for (const [word, value] of Object.entries({ discovery, health })) {
      if (value === undefined) continue
      const message = `"${caller}" calls its own sidecar, which is told by its mesh whom it can call; leave ${word} out`
      context.report({ code: "E-parameter-conflict", path: ["policies", key, word], isKey: true, message })
    }
  }
}

/** Every rule of a mesh fits some call of a member. */
function checkTraffic(mesh: string, context: CheckContext): void {
  const entry = context.components[mesh]
  const role = context.definition(mesh)?.proxies
  if (entry === undefined || role === undefined) return
  for (const { from, to, key, path } of role.rules(entry.params)) {
    const isUsed = context.calls.some(
      (call) =>
        matchesPattern(from, call.caller) &&
        matchesPattern(to, call.to.component) &&
        context.components[call.caller]?.proxy !== undefined,
    )
    if (isUsed) continue
    const message = `no member of "${mesh}" calls another component as "${key}" says`
    context.report({
      code: "E-rule-selects-nothing",
      path: ["components", mesh, ...path],
      isKey: true,
      message,
      found: key,
    })
  }
}
