import type { Mention } from "../../components/kit/mention.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { matchesPattern } from "../../components/kit/reference.ts"
import { type CheckContext, listed } from "./context.ts"
import { reachedFrom } from "./reach.ts"

/** Clients and requests that components tell apart are there. */
export function checkMentions(context: CheckContext): void {
  for (const component of context.names) {
    const mentions = context.definition(component)?.knows?.(context.components[component]?.params) ?? []
    for (const mention of mentions) {
      const names = mention.of === "client" ? clients(context) : requestsTo(component, context)
      if (!names.some((name) => matchesPattern(mention.name, name))) missing(component, { mention, names, context })
    }
  }
}

function clients(context: CheckContext): readonly string[] {
  return context.names.filter((name) => context.definition(name)?.load !== undefined)
}

function requestsTo(component: string, context: CheckContext): readonly string[] {
  return reachedFrom(context.graph)
    .filter((hop) => hop.component === component)
    .map(({ name }) => name)
}

function missing(
  component: string,
  the: { readonly mention: Mention; readonly names: readonly string[]; readonly context: CheckContext },
): void {
  const { mention, names, context } = the
  const { name, of, path, isKey } = mention
  const there = names.length === 0 ? "there are none" : `there are ${listed(names)}`
  const what = of === "client" ? `there is no client "${name}"` : `no request to ${component} is called "${name}"`
  context.report({
    code: "E-unknown-node",
    path: ["components", component, ...path],
    isKey,
    message: `${what}; ${there}`,
    found: name,
    suggestion: nearest(name, names),
  })
}
