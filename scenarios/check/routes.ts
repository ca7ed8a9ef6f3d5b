import { agentCalls, type CheckContext } from "./context.ts"
import type { Hop } from "./graph.ts"
import { reachedFrom } from "./reach.ts"

/** Of those who pass requests on and get any, every way leads some request on. */
export function checkRoutes(context: CheckContext): void {
  const reached = reachedFrom(context.graph)
  const used = new Set<string>()
  const busy = new Set<string>()
  for (const { component, name } of reached) {
    busy.add(component)
    for (const { call } of context.graph.hops(component, name)) used.add(call.at.join(" "))
  }
  for (const { caller, at, from } of context.calls) {
    // Calls of agents are no routes.
    if (from === agentCalls) continue
    if (context.definition(caller)?.forward === undefined || !busy.has(caller) || used.has(at.join(" "))) continue
    const names = reached.filter(({ component }) => component === caller).map(({ name }) => name)
    const message = `no request takes this route; ${caller} gets ${requestsText(names)}`
    context.report({ code: "E-route-selects-nothing", path: at.slice(0, -1), message })
  }
}

/** More are not listed (chosen). */
const namesMax = 5

function requestsText(names: readonly Hop["name"][]): string {
  const rest = names.length - namesMax
  return rest > 0 ? `${names.slice(0, namesMax).join(", ")} and ${rest} more` : names.join(", ")
}
