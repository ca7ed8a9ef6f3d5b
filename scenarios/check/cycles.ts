import type { CheckContext } from "./context.ts"
import type { Hop } from "./graph.ts"

/** No operation waits, call by call and without a way out, for itself. */
export function checkCycles(context: CheckContext): void {
  const done = new Set<string>()
  for (const component of [...context.names].sort()) {
    for (const name of startNames(component, context)) walk({ component, name }, { done, context })
  }
  for (const start of context.graph.starts) walk(start, { done, context })
}

/** The operations of its own; for what only passes on, a request of any name. */
function startNames(component: string, context: CheckContext): readonly string[] {
  const offer = context.definition(component)?.offer(context.components[component]?.params)
  return offer !== undefined && "own" in offer ? offer.own : [""]
}

interface Place {
  readonly component: string
  readonly name: string
}

/** Depth first, with a stack of our own: an estate may be deeper than the call stack. */
function walk(start: Place, { done, context }: { readonly done: Set<string>; readonly context: CheckContext }): void {
  const path: { readonly label: string; readonly hops: readonly Hop[]; next: number }[] = []
  const onPath = new Set<string>()
  const enter = (place: Place, label: string) => {
    onPath.add(label)
    path.push({ label, hops: context.graph.hops(place.component, place.name).filter(isCertain), next: 0 })
  }
  if (!done.has(labelOf(start))) enter(start, labelOf(start))
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const hop = top.hops[top.next++]
    const label = hop === undefined ? "" : labelOf(hop)
    if (hop === undefined) {
      done.add(top.label)
      onPath.delete(top.label)
      path.pop()
    } else if (onPath.has(label)) {
      const circle = path.slice(path.findIndex((place) => place.label === label)).map((place) => place.label)
      const message = `this call closes an endless circle: ${circleText([...circle, label])}`
      context.report({ code: "E-call-cycle", path: hop.call.at, message, found: label })
    } else if (!done.has(label)) enter(hop, label)
  }
}

/** Every request brings this one, and waits for it. A request that is passed on by its name goes one certain way. */
function isCertain({ call }: Hop): boolean {
  return !call.detached && (!call.conditional || call.from === undefined)
}

function labelOf({ component, name }: Place): string {
  return name === "" ? component : `${component}.${name}`
}

/** A longer circle is cut in its middle (chosen). */
const circleMax = 12

function circleText(labels: readonly string[]): string {
  const shown = labels.length <= circleMax ? labels : [...labels.slice(0, circleMax - 2), "…", ...labels.slice(-1)]
  return shown.join(" → ")
}
