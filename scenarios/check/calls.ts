import type { Offer } from "../../components/kit/contract.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { type CheckContext, listed } from "./context.ts"
import type { KnownCall } from "./known-call.ts"

/** Every call reaches a component and an operation that exist. */
export function checkCalls(context: CheckContext): void {
  for (const call of context.calls) checkCall(call, context)
}

function checkCall(call: KnownCall, context: CheckContext): void {
  const { component, operation } = call.to
  if (context.components[component] === undefined) {
    const rest = operation === undefined || call.operationAt !== undefined ? "" : `.${operation}`
    context.unknownComponent(component, call.at, { rest })
    return
  }
  if (call.passesName) return
  const name = context.graph.nameOf(call)
  if (name === undefined) unnamed(call, context)
  else checkName(call, name, context)
}

/** A call that names no operation needs a callee with one that goes without saying. */
function unnamed(call: KnownCall, context: CheckContext): void {
  const { component } = call.to
  const offer = offerBehind(component, context)
  // Behind those who pass requests on is a name that nothing has, which is reported there.
  if (offer === undefined) return
  // What is passed on to one who takes any request has the name it came with.
  if ("any" in offer && context.definition(call.caller)?.forward !== undefined) return
  const own = "own" in offer ? offer.own : []
  const [first] = own
  const message =
    "any" in offer
      ? `no route of "${component}" takes a request that names neither operation nor path`
      : first === undefined
        ? `"${component}" answers no calls`
        : `"${component}" has several operations, name one of ${listed(own)}`
  const suggestion = first === undefined ? undefined : `${component}.${first}`
  context.report({ code: "E-unknown-node", path: call.at, message, found: component, suggestion })
}

/** Follows a request under its name past those that pass it on as it is, to who should know the name. */
function checkName(call: KnownCall, name: string, context: CheckContext): void {
  checkNameFrom(call.to.component, new Set(), { call, name, context })
}

function checkNameFrom(
  from: string,
  seen: Set<string>,
  the: { readonly call: KnownCall; readonly name: string; readonly context: CheckContext },
): void {
  const { call, name, context } = the
  let at = from
  while (!seen.has(at) && context.components[at] !== undefined) {
    seen.add(at)
    const definition = context.definition(at)
    const params = context.components[at]?.params
    if (definition?.forward === undefined) {
      const offer = definition?.offer(params)
      if (offer !== undefined && "own" in offer && !offer.own.includes(name))
        unknownName(call, name, { at, own: offer.own, context })
      // Every version has to know it.
      if (offer !== undefined && "like" in offer) for (const version of offer.like) checkNameFrom(version, seen, the)
      return
    }
    const next = definition.forward(params, name)
    if (next === undefined) {
      const message = `no route of "${at}" takes ${name}: these requests end as errors`
      const path = call.operationAt ?? call.at
      context.report({ code: "W-request-unrouted", severity: "warning", path, message, found: name })
    }
    if (next === undefined || context.graph.nameOf(next, name) !== name) return
    at = next.to.component
  }
}

function unknownName(
  call: KnownCall,
  name: string,
  { at, own, context }: { readonly at: string; readonly own: readonly string[]; readonly context: CheckContext },
): void {
  const path = call.operationAt ?? call.at
  if (call.request !== undefined) {
    const message = `"${at}" knows operations (${listed(own)}), no paths; name one in place of the path`
    context.report({ code: "E-unknown-node", path, message, found: name })
    return
  }
  const meant = nearest(name, own)
  const prefix = call.operationAt === undefined ? `${call.to.component}.` : ""
  context.report({
    code: "E-unknown-node",
    path,
    message: `"${at}" has no operation "${name}"; it has ${listed(own)}`,
    found: name,
    suggestion: meant === undefined ? undefined : `${prefix}${meant}`,
  })
}

/** What a component offers, or the one behind those that pass requests on; undefined where there is none. */
function offerBehind(component: string, context: CheckContext): Exclude<Offer, { like: unknown }> | undefined {
  const seen = new Set<string>()
  let at = component
  while (!seen.has(at)) {
    seen.add(at)
    const offer: Offer | undefined = context.definition(at)?.offer(context.components[at]?.params)
    if (offer === undefined) return undefined
    if (!("like" in offer)) return offer
    at = offer.like[0] ?? at
  }
  return { own: [], fallback: undefined }
}
