import type { AnyComponent } from "../../components/kit/contract.ts"
import { nearest } from "../../components/kit/nearest.ts"
import type { ScenarioDocument } from "../document/schema.ts"
import type { ComponentPlan } from "../plan.ts"
import { componentOf } from "../run/registry.ts"
import type { ParsedText } from "../text/parsed-text.ts"
import type { Path } from "../text/place.ts"
import type { Problem } from "../text/problem.ts"
import { type ProblemAt, problemAt } from "../text/problem-at.ts"
import { CallGraph } from "./graph.ts"
import type { KnownCall } from "./known-call.ts"

/** What every check looks at, and where it puts what it finds. */
export class CheckContext {
  readonly parsed: ParsedText
  readonly document: ScenarioDocument
  /** Without a prototype, so that a reference such as `constructor` finds nothing. */
  readonly components: Readonly<Record<string, ComponentPlan>>
  readonly problems: Problem[] = []
  readonly calls: readonly KnownCall[]
  readonly graph: CallGraph
  private readonly reported = new Set<string>()

  constructor(parsed: ParsedText, document: ScenarioDocument, components: Readonly<Record<string, ComponentPlan>>) {
    this.parsed = parsed
    this.document = document
    this.components = components
    this.calls = Object.keys(components).flatMap((caller) => this.callsOf(caller))
    this.graph = new CallGraph({ components, load: document.load }, this.calls)
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
      message: `there is no component "${name}"; there are ${listed(this.names)}`,
      found: name,
      suggestion: meant === undefined ? undefined : `${meant}${rest}`,
    })
  }

  private callsOf(caller: string): readonly KnownCall[] {
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

/** Longer lists are cut in messages (chosen). */
const listedMax = 20

/** `a, b, c`, cut where it is long. */
export function listed(names: readonly string[]): string {
  const rest = names.length - listedMax
  return rest <= 0 ? names.join(", ") || "none" : `${names.slice(0, listedMax).join(", ")} and ${rest} more`
}
