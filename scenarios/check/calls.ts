import { nearest } from "../../components/kit/nearest.ts"
import type { Offer } from "../../components/kit/contract.ts"
import type { CheckContext, KnownCall } from "./context.ts"

/** Every call reaches a component and an operation that exist. */
export function checkCalls(context: CheckContext): void {
  for (const call of context.calls) checkCall(call, context)
}

function checkCall(call: KnownCall, context: CheckContext): void {
  const { component, operation } = call.to
  const rest = operation === undefined ? "" : `.${operation}`
  if (context.components[component] === undefined) {
    context.unknownComponent(component, call.at, rest)
    return
  }
  const own = ownOperations(component, context)
  if (operation === undefined) checkFallback(call, own, context)
  else if (own !== undefined && !own.includes(operation)) {
    const meant = nearest(operation, own)
    context.report({
      code: "E-unknown-node",
      path: call.at,
      message: `"${component}" has no operation "${operation}"; it has ${own.join(", ") || "none"}`,
      found: operation,
      suggestion: meant === undefined ? undefined : `${component}.${meant}`,
    })
  }
}

/** A call that names no operation needs a callee with one that goes without saying. */
function checkFallback(call: KnownCall, own: readonly string[] | undefined, context: CheckContext): void {
  const offer = finalOffer(call.to.component, context)
  if (own === undefined || offer === undefined || !("own" in offer) || offer.fallback !== undefined) return
  const [first] = own
  context.report({
    code: "E-unknown-node",
    path: call.at,
    message:
      own.length === 0
        ? `"${call.to.component}" answers no calls`
        : `"${call.to.component}" has several operations, name one of ${own.join(", ")}`,
    found: call.to.component,
    suggestion: first === undefined ? undefined : `${call.to.component}.${first}`,
  })
}

/** The operations that a component, or the one it stands before, owns; undefined where anything goes. */
export function ownOperations(component: string, context: CheckContext): readonly string[] | undefined {
  const offer = finalOffer(component, context)
  return offer !== undefined && "own" in offer ? offer.own : undefined
}

/** The offer behind those that pass requests on. A component that routes by itself offers what it says. */
function finalOffer(component: string, context: CheckContext): Offer | undefined {
  const seen = new Set<string>()
  let at = component
  while (!seen.has(at)) {
    seen.add(at)
    const entry = context.components[at]
    const offer = entry === undefined ? undefined : context.definition(at)?.offer(entry.params)
    if (offer === undefined || "own" in offer) return offer
    const [next, other] = offer.like
    if (next === undefined || other !== undefined) return undefined
    at = next
  }
  return undefined
}
