import type { AnyComponent } from "../../components/kit/contract.ts"
import { nearest } from "../../components/kit/nearest.ts"
import { matchesPattern, parseLinkReference } from "../../components/kit/reference.ts"
import type { ScenarioDocument } from "../document/schema.ts"
import type { DerivedCall, Enlisted } from "../members.ts"
import type { ComponentPlan } from "../plan.ts"
import { componentOf } from "../run/registry.ts"
import type { ParsedText } from "../text/parsed-text.ts"
import type { Path } from "../text/place.ts"
import type { Problem } from "../text/problem.ts"
import { type ProblemAt, problemAt } from "../text/problem-at.ts"
import { CallGraph } from "./graph.ts"
import type { KnownCall } from "./known-call.ts"
import { Traffic } from "./traffic.ts"

/** What every check looks at, and where it puts what it finds. */
export class CheckContext {
  readonly parsed: ParsedText
  readonly document: ScenarioDocument
  /** Without a prototype, so that a reference such as `constructor` finds nothing. */
  readonly components: Readonly<Record<string, ComponentPlan>>
  readonly problems: Problem[] = []
  readonly calls: readonly KnownCall[]
  readonly graph: CallGraph
  /** The same requests, with the sidecars they pass. */
  readonly traffic: Traffic
  private readonly reported = new Set<string>()

  constructor(parsed: ParsedText, document: ScenarioDocument, enlisted: Pick<Enlisted, "components" | "calls">) {
    const { components } = enlisted
    this.parsed = parsed
    this.document = document
    this.components = components
    this.calls = Object.keys(components).flatMap((caller) => this.callsOf(caller, enlisted.calls))
    this.graph = new CallGraph({ components, load: document.load }, this.calls)
    this.traffic = new Traffic(this.graph, components)
  }

  get names(): readonly string[] {
    return Object.keys(this.components)
  }

  definition(component: string): AnyComponent | undefined {
    const entry = this.components[component]
    return entry === undefined ? undefined : componentOf(entry.kind)
  }

  /** Reports a problem at a path of the document; of one kind at one place the first. */
  report(what: ProblemAt): void {
    const problem = problemAt(this.parsed, what)
    const key = `${problem.code} ${problem.start}`
    if (this.reported.has(key)) return
    this.reported.add(key)
    this.problems.push(problem)
  }

  /** Reports a name that no component has; `rest` follows it in the text. */
  unknownComponent(name: string, path: Path, { rest = "" } = {}): void {
    const meant = nearest(name, this.names)
    this.report({
      code: "E-unknown-node",
      path,
      message: `there is no component "${name}"; there are ${listed(Object.keys(this.document.components))}`,
      found: name,
      suggestion: meant === undefined ? undefined : `${meant}${rest}`,
    })
  }

  /** Where a component stands in the document; a sidecar stands where its replicas do. */
  placeOf(component: string): Path {
    return ["components", this.components[component]?.beside ?? component]
  }

  private callsOf(caller: string, derived: readonly DerivedCall[]): readonly KnownCall[] {
    const own = derived.filter((call) => call.caller === caller)
    return [...this.ownCalls(caller), ...this.registryCalls(caller, own)]
  }

  /**
   * Calls of the agents beside a component's replicas: whoever registers, or finds those it calls, asks a registry, whose
   * servers ask each other. In some, they and the agents of those who register gossip.
   */
  private registryCalls(caller: string, derived: readonly DerivedCall[]): readonly KnownCall[] {
    const { register, replicas = 1 } = this.components[caller] ?? {}
    const isGroup = replicas > 1 && this.definition(caller)?.registry !== undefined
    const peers = isGroup ? [{ to: caller, at: ["components", caller] }] : []
    const rules = Object.entries(this.document.policies).flatMap(([key, { discovery }]) =>
      discovery !== undefined && isFrom(key, caller) ? [{ to: discovery.component, at: discoveryPath(key) }] : [],
    )
    const registers = register === undefined ? [] : [{ to: register, at: ["components", caller, "register"] }]
    const gossip = this.gossipCalls(caller)
    const all = [...registers, ...rules, ...peers, ...gossip, ...derived]
    return all.map(({ to, at }) => ({
      to: { refersTo: "operation", component: to, operation: undefined },
      path: [],
      from: agentCalls,
      conditional: true,
      detached: true,
      expected: 0,
      passesName: true,
      caller,
      at,
      operationAt: undefined,
    }))
  }

  private gossipCalls(caller: string): readonly { readonly to: string; readonly at: Path }[] {
    const own = this.definition(caller)?.registry === undefined ? this.components[caller]?.register : caller
    const role = own === undefined ? undefined : this.definition(own)?.registry
    if (own === undefined || role?.gossips(this.components[own]?.params) !== true) return []
    const members = Object.keys(this.components).filter((name) => this.components[name]?.register === own)
    return members.map((to) => ({ to, at: ["components", to, "register"] }))
  }

  private ownCalls(caller: string): readonly KnownCall[] {
    const definition = this.definition(caller)
    const load = this.document.load[caller]
    if (definition === undefined || (definition.load !== undefined && load === undefined)) return []
    const home = definition.load === undefined ? ["components", caller] : ["load", caller]
    return definition.calls(this.components[caller]?.params, load).map((call) => ({
      ...call,
      caller,
      at: this.targetPath([...home, ...call.path]),
      operationAt: call.operationPath === undefined ? undefined : [...home, ...call.operationPath],
    }))
  }

  /** The callee stands at the path, or in the long form one deeper. */
  private targetPath(path: Path): Path {
    const long = [...path, "to"]
    return this.parsed.nodeAt(long) === undefined ? path : long
  }
}

/** In place of an operation: no request of the component's own makes these calls. */
export const agentCalls = ":agents"

function isFrom(key: string, caller: string): boolean {
  const parsed = parseLinkReference(key)
  return "value" in parsed && matchesPattern(parsed.value.from, caller)
}

function discoveryPath(key: string): Path {
  return ["policies", key, "discovery"]
}

/** Longer lists are cut in messages (chosen). */
const listedMax = 20

/** `a, b, c`, cut where it is long. */
export function listed(names: readonly string[]): string {
  const rest = names.length - listedMax
  return rest <= 0 ? names.join(", ") || "none" : `${names.slice(0, listedMax).join(", ")} and ${rest} more`
}
