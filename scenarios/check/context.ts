import type { AnyComponent, DeclaredCall } from "../../components/kit/contract.ts"
import { nearest } from "../../components/kit/nearest.ts"
import type { ScenarioDocument } from "../document/schema.ts"
import type { ComponentPlan } from "../plan.ts"
import { componentOf } from "../run/registry.ts"
import type { ParsedText } from "../text/parsed-text.ts"
import { type ProblemAt, problemAt } from "../text/problem-at.ts"
import type { Problem } from "../text/problem.ts"

/** A call with its caller, as the checks see it. */
export interface KnownCall extends DeclaredCall {
  readonly caller: string
  /** Where it stands in the document. */
  readonly at: readonly (string | number)[]
}

/** What every check looks at, and where it puts what it finds. */
export class CheckContext {
  readonly parsed: ParsedText
  readonly document: ScenarioDocument
  readonly components: Readonly<Record<string, ComponentPlan>>
  readonly problems: Problem[] = []
  readonly calls: readonly KnownCall[]

  constructor(parsed: ParsedText, document: ScenarioDocument, components: Readonly<Record<string, ComponentPlan>>) {
    this.parsed = parsed
    this.document = document
    this.components = components
    this.calls = Object.entries(components).flatMap(([caller, { kind, params }]) => {
      const definition = componentOf(kind)
      const load = document.load[caller]
      if (definition.load !== undefined && load === undefined) return []
      return definition.calls(params, load).map((call) => {
        const home = definition.load === undefined ? ["components", caller] : ["load", caller]
        return { ...call, caller, at: [...home, ...call.path] }
      })
    })
  }

  get names(): readonly string[] {
    return Object.keys(this.components)
  }

  definition(component: string): AnyComponent | undefined {
    const entry = this.components[component]
    return entry === undefined ? undefined : componentOf(entry.kind)
  }

  /** Reports a problem at a path of the document. */
  report(problem: ProblemAt): void {
    this.problems.push(problemAt(this.parsed, problem))
  }

  /** Reports a name that no component has; `rest` follows it in the text. */
  unknownComponent(name: string, path: readonly (string | number)[], rest = ""): void {
    const meant = nearest(name, this.names)
    this.report({
      code: "E-unknown-node",
      path,
      message: `there is no component "${name}"; there are ${this.names.join(", ")}`,
      found: name,
      suggestion: meant === undefined ? undefined : `${meant}${rest}`,
    })
  }
}
