import { matchesPattern } from "../../components/kit/reference.ts"
import type { Path } from "../text/place.ts"
import { type CheckContext, listed } from "./context.ts"
import type { NamedRule } from "./rules.ts"

/** Who registers does so with a registry, and who is looked for in one is registered there. */
export function checkRegistries(policies: readonly NamedRule[], context: CheckContext): void {
  for (const [name, { register }] of Object.entries(context.components))
    if (register !== undefined) checkIsRegistry(register, ["components", name, "register"], context)
  for (const { key, from, to } of policies) {
    const { discovery } = context.document.policies[key] ?? {}
    if (discovery === undefined) continue
    const path = ["policies", key, "discovery"]
    if (!checkIsRegistry(discovery.component, path, context)) continue
    for (const callee of calledBy({ from, to }, context)) checkIsRegistered(callee, discovery.component, path, context)
  }
}

/** The components that a rule is about and that are really called so, registries excepted: they are never looked for. */
function calledBy({ from, to }: Pick<NamedRule, "from" | "to">, context: CheckContext): readonly string[] {
  const callees = context.calls
    .filter((call) => matchesPattern(from, call.caller) && matchesPattern(to, call.to.component))
    .map((call) => call.to.component)
  return [...new Set(callees)].filter((name) => context.definition(name)?.registry === undefined)
}

function checkIsRegistry(name: string, path: Path, context: CheckContext): boolean {
  if (context.components[name] === undefined) {
    context.unknownComponent(name, path)
    return false
  }
  if (context.definition(name)?.registry !== undefined) return true
  const registries = context.names.filter((one) => context.definition(one)?.registry !== undefined)
  const message = `"${name}" is no registry; there are ${listed(registries)}`
  const [only, ...others] = registries
  context.report({
    code: "E-no-registry",
    path,
    message,
    found: name,
    suggestion: others.length === 0 ? only : undefined,
  })
  return false
}

function checkIsRegistered(callee: string, registry: string, path: Path, context: CheckContext): void {
  const entry = context.components[callee]
  if (entry === undefined || entry.register === registry) return
  const elsewhere = entry.register === undefined ? "does not register" : `registers with "${entry.register}"`
  const message = `"${callee}" ${elsewhere}, so "${registry}" would never know of it: give it register: ${registry}`
  context.report({ code: "E-not-registered", path, message, found: registry, suggestion: entry.register })
}
