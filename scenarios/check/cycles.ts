import { resolveOperation } from "../run/operations.ts"
import type { CheckContext, KnownCall } from "./context.ts"

/** No operation waits, call by call and without a way out, for itself. */
export function checkCycles(context: CheckContext): void {
  const plan = { components: context.components, load: context.document.load }
  const edges = new Map<string, { readonly to: string; readonly call: KnownCall }[]>()
  for (const call of context.calls) {
    if (call.conditional || call.detached || context.components[call.to.component] === undefined) continue
    const to = nodeName(call.to.component, resolveOperation(plan, call.to))
    for (const from of nodesOf(call, context)) edges.set(from, [...(edges.get(from) ?? []), { to, call }])
  }
  const done = new Set<string>()
  for (const start of [...edges.keys()].sort()) walk(start, { edges, done, context })
}

interface Walk {
  readonly edges: ReadonlyMap<string, readonly { readonly to: string; readonly call: KnownCall }[]>
  readonly done: Set<string>
  readonly context: CheckContext
}

/** Depth first, with a stack of our own: an estate may be deeper than the call stack. */
function walk(start: string, { edges, done, context }: Walk): void {
  const path: { readonly node: string; next: number }[] = [{ node: start, next: 0 }]
  const onPath = new Set([start])
  if (done.has(start)) return
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const edge = edges.get(top.node)?.[top.next++]
    if (edge === undefined) {
      done.add(top.node)
      onPath.delete(top.node)
      path.pop()
    } else if (onPath.has(edge.to)) {
      const circle = path.slice(path.findIndex(({ node }) => node === edge.to)).map(({ node }) => node)
      context.report({
        code: "E-call-cycle",
        path: edge.call.at,
        message: `this call closes an endless circle: ${[...circle, edge.to].join(" → ")}`,
        found: edge.to,
      })
    } else if (!done.has(edge.to)) {
      onPath.add(edge.to)
      path.push({ node: edge.to, next: 0 })
    }
  }
}

/** The operations a call is made from: the one it stands in, or everything its component does. */
function nodesOf(call: KnownCall, context: CheckContext): readonly string[] {
  if (call.from !== undefined) return [nodeName(call.caller, call.from)]
  const entry = context.components[call.caller]
  const offer = entry === undefined ? undefined : context.definition(call.caller)?.offer(entry.params)
  if (offer === undefined || !("own" in offer)) return [nodeName(call.caller, undefined)]
  return offer.own.length === 0 ? [call.caller] : offer.own.map((operation) => nodeName(call.caller, operation))
}

function nodeName(component: string, operation: string | undefined): string {
  return operation === undefined ? component : `${component}.${operation}`
}
