import type { AnyComponent } from "../../../components/kit/contract.ts"
import { COMPONENTS } from "../../../scenarios/run/registry.ts"
import { namesIn } from "../names/estate.ts"
import { valueAt } from "../text/data.ts"
import type { Source } from "../text/source.ts"
import { type Callee, calleeOf, calleesIn, filled, needsCallee, shownAt } from "./callee.ts"
import { after } from "./draft.ts"
import type { ScenarioEdit } from "./edit.ts"
import { newErrors } from "./errors.ts"
import { refuse } from "./refusal.ts"
import { requireFree } from "./rename-component.ts"

type AddComponent = Extract<ScenarioEdit, { do: "add-component" }>

/** Callees that are tried for a new component that has to have one (chosen; each takes a reading of the text). */
const triesMax = 20

/** The text with one component more, and its load where its kind has one. */
export function withComponent(source: Source, edit: AddComponent, start: Source): Source {
  const { kind, to } = edit
  const definition = COMPONENTS.get(kind)
  if (definition === undefined || definition.isCompanion === true) return refuse("kind", `there is no kind "${kind}"`)
  const names = namesIn(source.parsed.data)
  const name = edit.name ?? freeName(names, kind)
  requireFree(names, name)
  const { fresh = {}, freshLoad } = definition.editing ?? {}
  if (!needsCallee([fresh, freshLoad])) return written(source, { edit, name, definition, callee: nobody })
  if (to !== undefined) return written(source, { edit, name, definition, callee: calleeOf(source, to) })
  const tries = calleesIn(source)
    .slice(0, triesMax)
    .map((candidate) => written(source, { edit, name, definition, callee: calleeOf(source, candidate) }))
  const [first] = tries
  if (first === undefined) return refuse("kind", `a ${definition.title} passes requests on; add who gets them first`)
  return tries.find((one) => newErrors(start, one).length === 0) ?? first
}

const nobody: Callee = { component: "", text: "" }

function written(
  source: Source,
  the: {
    readonly edit: AddComponent
    readonly name: string
    readonly definition: AnyComponent
    readonly callee: Callee
  },
): Source {
  const { edit, name, definition, callee } = the
  const { fresh = {}, freshLoad, calls } = definition.editing ?? {}
  const shown = shownAt(callee, calls)
  const parameters = Object.entries(fresh).map(([key, one]) => [key, filled(one, shown)])
  const value = { kind: edit.kind, ...Object.fromEntries(parameters), ...edit.values }
  const now = after(source, { do: "set", path: ["components", name], value })
  if (freshLoad === undefined || valueAt(now.parsed.data, ["load", name]) !== undefined) return now
  return after(now, { do: "set", path: ["load", name], value: filled(freshLoad, shown) })
}

/** The kind, or the kind and a number from 2. */
export function freeName(names: readonly string[], kind: string): string {
  let name = kind
  for (let number = 2; names.includes(name); number++) name = `${kind}-${number}`
  return name
}
