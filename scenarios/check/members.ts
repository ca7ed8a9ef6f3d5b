import type { ProxyRoster } from "../../components/kit/proxies.ts"
import { matchesPattern } from "../../components/kit/reference.ts"
import { agentCalls, type CheckContext } from "./context.ts"
import type { NamedRule } from "./rules.ts"

/** Words of a policy about which of several replicas a call goes to. */
const choosing = ["balance", "discovery", "health", "locality", "panic", "priorities", "slowStart"] as const

/** What is said of the calls of members is about calls that they make, and nothing that their sidecars do for them. */
export function checkMembers(policies: readonly NamedRule[], context: CheckContext): void {
  for (const name of context.names) {
    checkTraffic(name, context)
    checkStrangers(name, context)
  }
  for (const { key, from, to } of policies) {
    const caller = context.calls.find(
      (call) =>
        matchesPattern(from, call.caller) &&
        matchesPattern(to, call.to.component) &&
        call.from !== agentCalls &&
        context.components[call.caller]?.proxy !== undefined,
    )?.caller
    if (caller === undefined) continue
    for (const word of choosing) {
      const path = ["policies", key, word]
      if (context.parsed.nodeAt(path) === undefined) continue
      const message = `"${caller}" calls its own sidecar, which chooses whom to call by what its mesh says; leave ${word} out`
      context.report({ code: "E-parameter-conflict", path, isKey: true, message })
    }
  }
}

/** Warns of calls that a mesh refuses, every one of them. */
function checkStrangers(mesh: string, context: CheckContext): void {
  const { params } = context.components[mesh] ?? {}
  const role = context.definition(mesh)?.proxies
  if (role === undefined || !role.demands(params)) return
  const { members }: ProxyRoster = Object(params).roster
  const isMember = (name: string) => members.some(({ component }) => component === name)
  for (const { caller, to, at, from } of context.calls) {
    if (from === agentCalls || isMember(caller) || !isMember(to.component)) continue
    const message = `"${caller}" has no sidecar of "${mesh}", which lets nobody to "${to.component}" without a certificate: these calls are refused`
    context.report({ code: "W-no-certificate", severity: "warning", path: at, message, found: to.component })
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
