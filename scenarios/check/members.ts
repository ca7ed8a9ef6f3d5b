import { nearest } from "../../components/kit/nearest.ts"
import type { ProxyRoster } from "../../components/kit/proxies.ts"
import { matchesPattern } from "../../components/kit/reference.ts"
import { agentCalls, type CheckContext, listed } from "./context.ts"
import type { NamedRule } from "./rules.ts"

/** Words of a policy about which of several replicas a call goes to. */
const choosing = ["balance", "discovery", "health", "locality", "panic", "priorities", "slowStart"] as const

/** What is said of the calls of members is about calls that they make, and nothing that their sidecars do for them. */
export function checkMembers(policies: readonly NamedRule[], context: CheckContext): void {
  for (const name of context.names) {
    checkNames(name, context)
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

/** Every rule of a mesh that names members is about some. */
function checkNames(mesh: string, context: CheckContext): void {
  const { params } = context.components[mesh] ?? {}
  const names = context.definition(mesh)?.proxies?.names(params) ?? []
  const members = names.length === 0 ? [] : membersOf(params)
  for (const { pattern, path } of names) {
    if (members.some((name) => matchesPattern(pattern, name))) continue
    const message = `no member of "${mesh}" fits "${pattern}"; there are ${listed(members)}`
    const at = ["components", mesh, ...path]
    const suggestion = nearest(pattern, members)
    context.report({ code: "E-member-selects-nothing", path: at, message, found: pattern, suggestion })
  }
}

function membersOf(params: unknown): readonly string[] {
  const { members }: ProxyRoster = Object(params).roster
  return members.map(({ component }) => component)
}

/** Warns of calls that a mesh refuses, every one of them. */
function checkStrangers(mesh: string, context: CheckContext): void {
  const { params } = context.components[mesh] ?? {}
  const role = context.definition(mesh)?.proxies
  if (role === undefined || !role.demands(params)) return
  const members = membersOf(params)
  for (const { caller, to, at, from } of context.calls) {
    if (from === agentCalls || !members.includes(to.component) || !isStranger(caller, members, context)) continue
    const message = `"${caller}" has no sidecar of "${mesh}", which lets nobody to "${to.component}" without a certificate: these calls are refused`
    context.report({ code: "W-no-certificate", severity: "warning", path: at, message, found: to.component })
  }
}

/** Whether a component calls without a sidecar. A name for versions does so for those alone that have none. */
function isStranger(name: string, members: readonly string[], context: CheckContext): boolean {
  if (members.includes(name)) return false
  if (context.definition(name)?.versions === undefined) return true
  return context.calls.some((call) => call.to.component === name && !members.includes(call.caller))
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
