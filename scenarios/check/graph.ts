import type { ComponentPlan } from "../plan.ts"
import { resolveOperation } from "../run/operations.ts"
import { componentOf } from "../run/registry.ts"
import { groupedBy } from "./grouped.ts"
import type { KnownCall } from "./known-call.ts"

/** A request on its way: who gets it, under which name, and how many of them for each request it follows from. */
export interface Hop {
  readonly component: string
  /** An operation, or the name of a request such as `POST /pay`. */
  readonly name: string
  readonly expected: number
  readonly call: KnownCall
}

/** Which requests follow from which. Calls of components that do not exist lead nowhere. */
export class CallGraph {
  private readonly components: Readonly<Record<string, ComponentPlan>>
  private readonly load: Readonly<Record<string, unknown>>
  private readonly callsOf: ReadonlyMap<string, readonly KnownCall[]>
  private readonly known = new Map<string, readonly Hop[]>()

  constructor(
    plan: { components: Readonly<Record<string, ComponentPlan>>; load: Readonly<Record<string, unknown>> },
    calls: readonly KnownCall[],
  ) {
    this.components = plan.components
    this.load = plan.load
    this.callsOf = groupedBy(calls, ({ caller }) => caller)
  }

  /** What those with a load send, each by its share. */
  get starts(): readonly Hop[] {
    return [...this.callsOf].flatMap(([caller, calls]) =>
      this.load[caller] === undefined ? [] : calls.flatMap((call) => this.hop(call)),
    )
  }

  /** What follows from a request to a component under a name. */
  hops(component: string, name: string): readonly Hop[] {
    const key = `${component} ${name}`
    const known = this.known.get(key)
    if (known !== undefined) return known
    const hops = this.hopsOf(component, name)
    this.known.set(key, hops)
    return hops
  }

  /** The name a call asks under, for a request passed on with the one it was asked; undefined where it should say one. */
  nameOf({ request, to }: Pick<KnownCall, "request" | "to">, asked?: string): string | undefined {
    return request ?? resolveOperation({ components: this.components, load: this.load }, to, asked)
  }

  private hopsOf(component: string, name: string): readonly Hop[] {
    const entry = this.components[component]
    const calls = this.callsOf.get(component) ?? []
    const definition = entry === undefined ? undefined : componentOf(entry.kind)
    if (definition?.forward === undefined) {
      return calls
        .filter(({ from }) => from === undefined || from === name)
        .flatMap((call) => (call.passesName === true ? this.hop(asked(call, name), name) : this.hop(call)))
    }
    const forward = definition.forward(entry?.params, name)
    const call = forward === undefined ? undefined : calls[forward.call]
    if (forward === undefined || call === undefined) return []
    const before = (forward.before ?? []).flatMap((index) => calls[index] ?? [])
    return [...before.flatMap((one) => this.hop(one)), ...this.hop({ ...call, to: forward.to }, name)]
  }

  private hop(call: KnownCall, asked?: string): readonly Hop[] {
    const { component } = call.to
    if (this.components[component] === undefined) return []
    return [{ component, name: this.nameOf(call, asked) ?? "", expected: call.expected, call }]
  }
}

/** A call under the name that it passes on. */
function asked(call: KnownCall, name: string): KnownCall {
  return name === "" ? call : { ...call, to: { ...call.to, operation: name } }
}
