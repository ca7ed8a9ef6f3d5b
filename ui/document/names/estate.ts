import type { AnyComponent } from "../../../components/kit/contract.ts"
import { fillProfiles } from "../../../scenarios/document/profiles.ts"
import { documentSchema, type ScenarioDocument } from "../../../scenarios/document/schema.ts"
import { enlistMembers } from "../../../scenarios/members.ts"
import type { ComponentPlan } from "../../../scenarios/plan.ts"
import { componentPlans } from "../../../scenarios/read.ts"
import { COMPONENTS } from "../../../scenarios/run/registry.ts"
import { ParsedText } from "../../../scenarios/text/parsed-text.ts"
import { checkShape } from "../../../scenarios/text/zod-problems.ts"
import { valueAt } from "../text/data.ts"
import type { Source } from "../text/source.ts"

/** A document whose shape is right, with the components it leads to; names need not exist. */
export interface Estate {
  readonly document: ScenarioDocument
  /** As written: without what meshes add. */
  readonly components: Readonly<Record<string, ComponentPlan>>
  /** The sidecars that meshes add, by whom they stand beside. */
  readonly sidecars: ReadonlyMap<string, string>
}

/** Undefined where the shape of the document has mistakes. Asked for again, the same. */
export function estateOf({ parsed }: Source): Estate | undefined {
  if (!known.has(parsed)) known.set(parsed, readEstate(parsed))
  return known.get(parsed)
}

const known = new WeakMap<ParsedText, Estate | undefined>()

function readEstate({ text, problems, document, data }: ParsedText): Estate | undefined {
  const filled = new ParsedText({ text, problems, document, data: fillProfiles(data) })
  const shape = checkShape(documentSchema, filled)
  if ("problems" in shape) return undefined
  const components = componentPlans(shape.value)
  const all = enlistMembers(components, shape.value).components
  const sidecars = Object.entries(all).flatMap(([name, { beside }]): [string, string][] =>
    beside === undefined ? [] : [[beside, name]],
  )
  return { document: shape.value, components, sidecars: new Map(sidecars) }
}

/** The names under `components`, whatever is wrong elsewhere. */
export function namesIn(data: unknown): readonly string[] {
  const components: unknown = Object(data).components
  return typeof components === "object" && components !== null && !Array.isArray(components)
    ? Object.keys(components)
    : []
}

/** The kind that a component says it is, whatever is wrong elsewhere; undefined where it says none that there is. */
export function kindOf(data: unknown, component: string): AnyComponent | undefined {
  const kind = valueAt(data, ["components", component, "kind"])
  return typeof kind === "string" ? COMPONENTS.get(kind) : undefined
}
